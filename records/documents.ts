// Documents that belong to cases: name and content encrypted with the case's key, found by an id that tells nothing.

import type { Kysely } from 'kysely';
import type { Instant } from '../process/time';
import type { CaseKeys } from './case-keys';
import { openBytes, openJson, sealBytes, sealJson } from './encryption';
import { documentNamePurpose, documentPurpose } from './purposes';
import type { Tables } from './tables';

/** What is known of a document without its content. */
export interface DocumentFacts {
  /** `doc_…` */
  id: string;
  case: string;
  /** As the one who added it named it. */
  name: string;
  /** Media type, of what its content really is. */
  type: string;
  /** Bytes. */
  size: number;
  /** Id of who added it. */
  addedBy: string;
  addedAt: Instant;
}

export interface Documents {
  /** `added` is false when there was one of this id. Null when there is no such case. */
  addDocument(of: Omit<DocumentFacts, 'size' | 'addedAt'> & { content: Buffer }): Promise<{ document: DocumentFacts; added: boolean } | null>;
  /** Those of a case, in the order of their adding. */
  documents(number: string): Promise<DocumentFacts[]>;
  /** Null when the case has no such document. */
  documentContent(number: string, id: string): Promise<Buffer | null>;
  removeDocument(number: string, id: string): Promise<boolean>;
}

export function createDocuments(kysely: Kysely<Tables>, keys: CaseKeys): Documents {
  const keyOf = async (number: string) => {
    const found = await kysely.selectFrom('cases').select('data_key').where('number', '=', number).executeTakeFirst();
    return found && keys.unwrap(number, found.data_key).key;
  };
  const documents = async (number: string): Promise<DocumentFacts[]> => {
    const key = await keyOf(number);
    if (!key) return [];
    const rows = await kysely.selectFrom('documents').select(['id', 'type', 'size', 'added_by', 'added_at', 'name']).where('case_number', '=', number).orderBy('added_at').orderBy('id').execute();
    return rows.map(({ id, type, size, added_by, added_at, name }) => ({
      id, case: number, name: openJson(key, name, documentNamePurpose(id)) as string, type, size, addedBy: added_by, addedAt: added_at,
    }));
  };
  return {
    async addDocument({ id, case: number, name, type, content, addedBy }) {
      const key = await keyOf(number);
      if (!key) return null;
      const added = await kysely.insertInto('documents')
        .values({ id, case_number: number, type, size: content.length, added_by: addedBy, name: sealJson(key, name, documentNamePurpose(id)), content: sealBytes(key, content, documentPurpose(id)) })
        .onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirst();
      const document = (await documents(number)).find((one) => one.id === id);
      return document ? { document, added: added.numInsertedOrUpdatedRows === 1n } : null;
    },
    documents,
    async documentContent(number, id) {
      const key = await keyOf(number);
      const row = key && (await kysely.selectFrom('documents').select('content').where('case_number', '=', number).where('id', '=', id).executeTakeFirst());
      return key && row ? openBytes(key, row.content, documentPurpose(id)) : null;
    },
    async removeDocument(number, id) {
      const { numDeletedRows } = await kysely.deleteFrom('documents').where('case_number', '=', number).where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
