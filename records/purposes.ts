// What each encrypted thing is for, as it is bound to it: moved to another place, it does not open.

/** A case's latest state. */
export const statePurpose = (caseNumber: string): string => `state:${caseNumber}`;

/** One entry of a case's journal. */
export const journalPurpose = (caseNumber: string, n: number, sequence: number): string => `journal:${caseNumber}:${n}:${sequence}`;

/** Why a case is held back from erasure. */
export const holdPurpose = (caseNumber: string): string => `hold:${caseNumber}`;

/** The secret with which a webhook's messages are signed. */
export const webhookPurpose = (id: string): string => `webhook:${id}`;

/** A document, and apart from it its name. */
export const documentPurpose = (id: string): string => `document:${id}`;
export const documentNamePurpose = (id: string): string => `document-name:${id}`;
