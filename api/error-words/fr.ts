// The API's own errors in French.

import type { ErrorWords } from './words';

export const fr: ErrorWords = {
  'request-wrong': { title: 'La requête n’est pas telle que cette route la prend.', fix: 'Corrigez ce que nomme « against » ; /docs montre ce que prend chaque route.' },
  'body-not-json': { title: 'Le corps n’est pas du JSON valable.', fix: 'Envoyez un objet JSON avec l’en-tête Content-Type: application/json.' },
  'sign-in-needed': { title: 'Vous n’êtes pas identifié.', fix: 'Envoyez l’en-tête Authorization: Bearer cw_… avec un jeton valable.' },
  'case-not-found': { title: 'Ce dossier n’existe pas, ou vous ne pouvez pas le lire.', fix: 'Vérifiez le numéro ; demandez au responsable du dossier ou à son superviseur.' },
  'not-for-partners': { title: 'Ceci n’est pas ouvert aux partenaires.', fix: 'Avec la clé d’un partenaire vous pouvez lancer des alertes : POST /v1/partner/alerts.' },
  'alert-not-taken': { title: 'L’alerte n’a pas été prise.', fix: 'Vérifiez le numéro du cas et le nom de l’alerte, et téléphonez à l’agence.' },
  'person-not-found': { title: 'Votre agence n’a personne d’actif avec cet identifiant.', fix: 'Choisissez parmi ceux que montre GET /v1/staff.' },
  'partner-not-found': { title: 'Votre agence n’a pas ce partenaire.', fix: 'Choisissez parmi ceux que montre GET /v1/partners, ou ajoutez-le au fichier de l’agence.' },
  'process-not-found': { title: 'Votre organisme n’utilise pas ce processus.', fix: 'Choisissez l’un de ceux que donne GET /v1/processes.' },
  'route-not-found': { title: 'Il n’y a rien à cette adresse.', fix: 'Voyez /docs pour les adresses et les méthodes.' },
  'mail-not-found': { title: 'Il n’y a pas de courriel de ce numéro.', fix: 'Voyez /dev/mail pour les courriels retenus.' },
  'webhook-not-found': { title: 'Il n’existe pas de webhook de ce nom.', fix: 'Voyez GET /v1/webhooks pour ceux de votre agence.' },
  'document-not-found': { title: 'Ce cas n’a pas de tel document, ou vous n’y avez pas accès.', fix: 'Ajoutez d’abord le document, puis répondez avec l’identifiant qu’il reçoit.' },
  'document-in-use': { title: 'Le document est une réponse du cas, ou quelqu’un d’autre l’a ajouté.', fix: 'Corrigez d’abord la réponse ; la personne qui a ajouté un document le retire.' },
  'caseload-full': { title: 'Cette personne est déjà chargée d’autant de dossiers que votre agence en admet pour une seule personne.', fix: 'Choisissez quelqu’un d’autre, ou dites dans « despite » pourquoi malgré tout ; le journal le garde.' },
  'document-type-not-accepted': { title: 'Un document de cette nature n’est pas conservé.', fix: 'Envoyez un PDF, une image, un texte ou un document texte (odt, docx sans macros).' },
  'idempotency-key-reused': { title: 'Cette Idempotency-Key a déjà servi avec un autre corps.', fix: 'Prenez une nouvelle clé pour un nouvel appel ; répétez un appel avec son corps exact.' },
  'body-too-large': { title: 'Le corps est trop grand.', fix: 'Envoyez au plus 256 ko, 1 Mio pour des définitions, ou 10 Mo pour un document.' },
  'media-type-not-accepted': { title: 'Cette route ne prend pas ce type de corps.', fix: 'Envoyez l’en-tête Content-Type: application/json.' },
  'process-has-problems': { title: 'Les définitions ont des fautes ; rien n’a été publié.', fix: 'Corrigez ce que donne « problems », chaque faute à sa ligne.' },
  'too-many-requests': { title: 'Trop de requêtes en peu de temps.', fix: 'Attendez aussi longtemps que le dit l’en-tête Retry-After.' },
  'internal-error': { title: 'Une erreur s’est produite ici.', fix: 'Réessayez ; si elle demeure, donnez à l’exploitant la valeur « instance » de cette réponse.' },
  'not-available': { title: 'Caseway n’atteint pas un élément dont il a besoin.', fix: 'Réessayez bientôt ; /readyz dit lequel.' },
  'outcome-unknown': { title: 'Aucune réponse n’est venue à temps : l’appel a pu aboutir ou non.', fix: 'Répétez l’appel avec la même Idempotency-Key : il n’aboutit qu’une fois, et vous en recevez la réponse.' },
  'rules-not-known': { title: 'Les serveurs n’ont pas encore les règles de ce processus.', fix: 'Répétez avec la même Idempotency-Key dans quelques secondes ; si cela demeure, l’exploitant relance les serveurs.' },
};
