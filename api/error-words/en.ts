// The API's own errors in English.

import type { ErrorWords } from './words';

export const en: ErrorWords = {
  'request-wrong': { title: 'The request is not as this route takes it.', fix: 'Correct what is named under "against"; /docs shows what each route takes.' },
  'body-not-json': { title: 'The body is not valid JSON.', fix: 'Send one JSON object with the header Content-Type: application/json.' },
  'sign-in-needed': { title: 'You are not signed in.', fix: 'Send the header Authorization: Bearer cw_… with a token that is valid.' },
  'case-not-found': { title: 'There is no such case, or it is not yours to read.', fix: 'Check the number; ask the owner of the case or their supervisor.' },
  'not-for-partners': { title: 'This is not for partners.', fix: 'With a partner\'s key you can raise alerts: POST /v1/partner/alerts.' },
  'alert-not-taken': { title: 'The alert was not taken.', fix: 'Check the number of the case and the name of the alert, and telephone the agency.' },
  'person-not-found': { title: 'Your agency has nobody active with this id.', fix: 'Choose one of those that GET /v1/staff lists.' },
  'partner-not-found': { title: 'Your agency has no such partner.', fix: 'Choose one of those that GET /v1/partners lists, or add it to the agency\'s file.' },
  'process-not-found': { title: 'Your agency has no such process in use.', fix: 'Choose one of those that GET /v1/processes lists.' },
  'route-not-found': { title: 'There is nothing at this address.', fix: 'See /docs for the addresses and methods there are.' },
  'mail-not-found': { title: 'There is no mail with this number.', fix: 'See /dev/mail for the mails that were caught.' },
  'webhook-not-found': { title: 'There is no such webhook.', fix: 'See GET /v1/webhooks for those of your agency.' },
  'document-not-found': { title: 'There is no such document in this case, or it is not yours to see.', fix: 'Add the document first, and answer with the id that it is given.' },
  'document-in-use': { title: 'The document is an answer in the case, or somebody else added it.', fix: 'Correct the answer first; the one who added a document takes it out.' },
  'caseload-full': { title: 'This person is in charge of as many cases as your agency lets one person have.', fix: 'Choose somebody else, or say in "despite" why all the same; it stays in the journal.' },
  'document-type-not-accepted': { title: 'A document of this kind is not kept.', fix: 'Send a PDF, a picture, a text, or a text document (odt, docx without macros).' },
  'idempotency-key-reused': { title: 'This Idempotency-Key was used before, with another body.', fix: 'Use a new key for a new call; repeat a call with its very body.' },
  'body-too-large': { title: 'The body is too large.', fix: 'Send at most 256 kB, 1 MiB for definitions, or 10 MB for a document.' },
  'media-type-not-accepted': { title: 'The body is of a kind that this route does not take.', fix: 'Send the header Content-Type: application/json.' },
  'process-has-problems': { title: 'The definitions have problems; nothing was published.', fix: 'Correct what is listed under "problems", each at its line.' },
  'too-many-requests': { title: 'Too many requests in a short time.', fix: 'Wait as long as the header Retry-After says.' },
  'internal-error': { title: 'Something went wrong here.', fix: 'Try again; if it stays, give the operator the "instance" of this answer.' },
  'not-available': { title: 'Caseway cannot reach a part that it needs.', fix: 'Try again shortly; /readyz says which part it is.' },
  'outcome-unknown': { title: 'No answer came in time: it may or may not have happened.', fix: 'Repeat the call with the same Idempotency-Key: it then happens once, and you get its answer.' },
  'rules-not-known': { title: 'The workers do not have the rules of this process yet.', fix: 'Repeat with the same Idempotency-Key in a few seconds; if it stays, the operator restarts the workers.' },
};
