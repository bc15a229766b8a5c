// What a document really is, told by its content: what somebody says of it is not believed.

/** The kinds that are taken. None of them runs anything where it is shown; scripts, pages and drawings that can are not among them. */
export const DOCUMENT_TYPES = [
  'application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/heic', 'text/plain',
  'application/vnd.oasis.opendocument.text', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
] as const;

export type DocumentType = (typeof DOCUMENT_TYPES)[number];

const startsWith = (content: Buffer, bytes: string | readonly number[], at = 0): boolean => {
  const wanted = Buffer.from(bytes as string, 'latin1');
  return content.length >= at + wanted.length && content.subarray(at, at + wanted.length).equals(wanted);
};

/** How each begins. */
const SIGNS: readonly [DocumentType, (content: Buffer) => boolean][] = [
  ['application/pdf', (content) => startsWith(content, '%PDF-')],
  ['image/png', (content) => startsWith(content, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', (content) => startsWith(content, [0xff, 0xd8, 0xff])],
  ['image/gif', (content) => startsWith(content, 'GIF87a') || startsWith(content, 'GIF89a')],
  ['image/webp', (content) => startsWith(content, 'RIFF') && startsWith(content, 'WEBP', 8)],
  ['image/heic', (content) => startsWith(content, 'ftyp', 4) && /^(heic|heix|mif1|msf1)$/.test(content.toString('latin1', 8, 12))],
  // Both are archives, whose first entry tells which.
  ['application/vnd.oasis.opendocument.text', (content) => isArchive(content) && startsWith(content, 'mimetypeapplication/vnd.oasis.opendocument.text', 30)],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', (content) => isArchive(content) && content.includes('word/document.xml') && !content.includes('vbaProject.bin')],
];

const isArchive = (content: Buffer): boolean => startsWith(content, [0x50, 0x4b, 0x03, 0x04]);

/** The type of a content, or null when it is none that is taken. */
export function documentTypeOf(content: Buffer): DocumentType | null {
  const found = SIGNS.find(([, is]) => is(content));
  if (found) return found[0];
  return isText(content) ? 'text/plain' : null;
}

/** Text without signs that only machines use; a page or a drawing in markup is text that a browser would run. */
function isText(content: Buffer): boolean {
  if (content.length === 0) return false;
  const text = content.toString('utf8');
   
  return Buffer.from(text, 'utf8').equals(content) && !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) && !/^\s*<(?:!doctype|html|svg|\?xml|script)/i.test(text);
}
