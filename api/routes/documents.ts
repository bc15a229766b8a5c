// Documents of a case: added with their content, listed, read, and taken out while they are no answer.

import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { isAnswer, seesDocument } from '../../case/documents';
import type { DocumentFacts } from '../../records/documents';
import { documentTypeOf } from '../document-type';
import { keysOf } from '../perform-act';
import { ApiError } from '../problem';
import { readableCase } from '../readable-case';
import type { App, Routes } from '../route';
import { reads } from '../route';
import { DocumentContent, DocumentListed, Problem } from '../schemas/answers';
import { CaseParams, DocumentHeaders, DocumentParams, WritingHeaders } from '../schemas/requests';
import { signedIn } from '../sign-in';

const MOST_BYTES = 10_000_000;
const MOST_NAME = 200;

export const documentRoutes: Routes = (app, deps) => {
  const { records } = deps;
  const common = { tags: ['Documents'] };

  // In a scope of its own: everywhere else a body is JSON.
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) => done(null, body));
    (scope as App).post(
      '/v1/cases/:case/documents',
      { bodyLimit: MOST_BYTES, schema: { ...common, operationId: 'addDocument', summary: 'Add a document of at most 10 MB; its id is then the answer to a field', params: CaseParams, headers: DocumentHeaders, response: { 201: DocumentListed, '4xx': Problem, '5xx': Problem } } },
      async (request, reply) => {
        const { actor } = signedIn(request);
        const { state } = await readableCase(deps, actor, request.params.case);
        const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const name = nameOf(request.headers['content-disposition']);
        if (name === null) throw new ApiError('request-wrong', { against: [{ id: 'headers/content-disposition', expected: "such as attachment; filename*=UTF-8''report.pdf" }] });
        const type = documentTypeOf(content);
        if (type === null) throw new ApiError('document-type-not-accepted');
        const id = `doc_${keysOf(deps, request, { name, content: createHash('sha256').update(content).digest('hex') }).key.slice(0, 20)}`;
        const found = await records.addDocument({ id, case: state.number, name, type, content, addedBy: actor.id });
        if (!found) throw new ApiError('case-not-found');
        // A call that was repeated gets the first one's answer, unless it brings another document.
        const isSame = found.added || (found.document.name === name && (await records.documentContent(state.number, id))?.equals(content));
        if (!isSame) throw new ApiError('idempotency-key-reused');
        return reply.status(201).send(found.document);
      },
    );
  });

  app.get(
    '/v1/cases/:case/documents',
    { schema: { ...common, operationId: 'listDocuments', summary: 'List the documents of a case that you may see', params: CaseParams, response: reads(Type.Object({ documents: Type.Array(DocumentListed) })) } },
    async (request) => {
      const { actor } = signedIn(request);
      const { state, rules } = await readableCase(deps, actor, request.params.case);
      return { documents: (await records.documents(state.number)).filter((one) => seesDocument(rules, state, actor, one)) };
    },
  );

  app.get(
    '/v1/cases/:case/documents/:document',
    { schema: { ...common, operationId: 'readDocument', summary: 'Read a document', params: DocumentParams, response: { 200: DocumentContent, '4xx': Problem, '5xx': Problem } } },
    async (request, reply) => {
      const { actor } = signedIn(request);
      const { state, rules } = await readableCase(deps, actor, request.params.case);
      const found = (await records.documents(state.number)).find(({ id }) => id === request.params.document);
      const content = found && seesDocument(rules, state, actor, found) ? await records.documentContent(state.number, found.id) : null;
      if (!found || !content) throw new ApiError('document-not-found', { against: [{ id: request.params.document }] });
      // Never shown within a page of ours, whatever is in it.
      return reply.header('content-disposition', dispositionOf(found)).header('content-security-policy', "sandbox; default-src 'none'").type(found.type).send(content);
    },
  );

  app.delete(
    '/v1/cases/:case/documents/:document',
    { schema: { ...common, operationId: 'removeDocument', summary: 'Take a document out that you added and that is no answer', params: DocumentParams, headers: WritingHeaders, response: reads(Type.Object({})) } },
    async (request) => {
      const { actor } = signedIn(request);
      const { state, rules } = await readableCase(deps, actor, request.params.case);
      const found = (await records.documents(state.number)).find(({ id }) => id === request.params.document);
      if (!found || !seesDocument(rules, state, actor, found)) throw new ApiError('document-not-found', { against: [{ id: request.params.document }] });
      if (found.addedBy !== actor.id || isAnswer(rules.process, state, found.id)) throw new ApiError('document-in-use', { against: [{ id: found.id }] });
      await records.removeDocument(state.number, found.id);
      return {};
    },
  );
};

/** The name in the header by which files are named (RFC 6266); null where there is none that can be read. A name is never part of an address, which logs keep. */
function nameOf(header: string | undefined): string | null {
  const [, encoded] = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(header ?? '') ?? [];
  const [, plain] = /filename\s*=\s*(?:"([^"\\]*)"|[^;\s]+)/i.exec(header ?? '') ?? [];
  try {
    const name = (encoded === undefined ? (plain ?? '') : decodeURIComponent(encoded)).replace(/^.*[/\\]/, '').trim();
     
    return name === '' || name.length > MOST_NAME || /[\u0000-\u001f\u007f]/.test(name) ? null : name;
  } catch {
    return null;
  }
}

const dispositionOf = ({ name }: DocumentFacts): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
