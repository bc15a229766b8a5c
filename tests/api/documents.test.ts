// Documents over the API: encrypted where they lie, told by their content, answers only of the case that they were added to.

import { compileFolder } from '../../language/folder';
import { readFolder } from '../definitions';
import type { ApiHouse, Reply, Who } from './house';
import { AGENCY, startHouse } from './house';

let house: ApiHouse;
beforeAll(async () => void (house = await startHouse()));
afterAll(() => house.close());

const PDF = Buffer.from('%PDF-1.7\nReport on Salma Haddad\n%%EOF');
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

async function add(number: string, { content = PDF, name = "filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.pdf", who = 'worker', type = 'application/pdf', key = '' }: Partial<{ content: Buffer; name: string; who: Who; type: string; key: string }> = {}): Promise<Reply> {
  const reply = await house.app.inject({
    method: 'POST', url: `/v1/cases/${number}/documents`, payload: content,
    headers: { authorization: `Bearer ${house.tokens[who]}`, 'content-type': type, 'content-disposition': `attachment; ${name}`, ...(key !== '' && { 'idempotency-key': key }) },
  });
  return { status: reply.statusCode, headers: reply.headers, text: reply.body, body: JSON.parse(reply.body) };
}

const read = async (number: string, id: string, who: Who = 'worker') => {
  const reply = await house.app.inject({ method: 'GET', url: `/v1/cases/${number}/documents/${id}`, headers: { authorization: `Bearer ${house.tokens[who]}` } });
  return { status: reply.statusCode, headers: reply.headers, content: reply.rawPayload };
};

test('a document comes back as it was added, under its name, as a file and never as a page', async () => {
  const number = await house.openCase();
  const added = await add(number);
  expect(added).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^doc_/), name: 'تقرير.pdf', type: 'application/pdf', size: PDF.length, addedBy: 'rana' } });
  const { status, headers, content } = await read(number, added.body.id);
  expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([200, 'application/pdf', 'nosniff']);
  expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.pdf");
  expect(headers['content-security-policy']).toContain('sandbox');
  expect(content.equals(PDF)).toBe(true);
});

test('the same key gives the same document, and is refused for another', async () => {
  const number = await house.openCase();
  const first = await add(number, { key: 'once' });
  expect((await add(number, { key: 'once' })).body).toEqual(first.body);
  expect(await add(number, { key: 'once', content: PNG })).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
  expect((await house.ask('worker', 'GET', `/v1/cases/${number}/documents`)).body.documents).toHaveLength(1);
});

test.each([
  ['a picture', PNG, 'image/png'], ['a text', Buffer.from('Notes\nof the visit'), 'text/plain'],
  ['a text document', Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(26), Buffer.from('mimetypeapplication/vnd.oasis.opendocument.text')]), 'application/vnd.oasis.opendocument.text'],
])('%s is told by its content, whatever its sender calls it', async (_what, content, type) => {
  const number = await house.openCase();
  expect((await add(number, { content, type: 'application/octet-stream' })).body.type).toBe(type);
});

test.each([
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')], ['a drawing in markup', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1])], ['nothing', Buffer.alloc(0)], ['an archive', Buffer.from([0x50, 0x4b, 3, 4, 0, 0])],
])('%s is refused, also where it is called a PDF', async (_what, content) => {
  const number = await house.openCase();
  expect(await add(number, { content })).toMatchObject({ status: 415, body: { code: 'document-type-not-accepted' } });
});

test('more than 10 MB, and a name that is none, are refused', async () => {
  const number = await house.openCase();
  expect(await add(number, { content: Buffer.concat([PDF, Buffer.alloc(10_000_000)]) })).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  for (const name of ['', "filename*=UTF-8''%", "filename*=UTF-8''a%00b", `filename="${'x'.repeat(201)}"`]) {
    expect(await add(number, { name })).toMatchObject({ status: 400, body: { code: 'request-wrong' } });
  }
  expect((await add(number, { name: 'filename="../../etc/passwd"' })).body.name).toBe('passwd');
});

test('only who may read the case adds and sees; what nobody has answered with yet is its sender’s alone', async () => {
  const number = await house.openCase();
  const { id } = (await add(number)).body;
  expect((await house.ask('worker', 'GET', `/v1/cases/${number}/documents`)).body.documents).toHaveLength(1);
  expect((await house.ask('supervisor', 'GET', `/v1/cases/${number}/documents`)).body.documents).toEqual([]);
  expect((await read(number, id, 'supervisor')).status).toBe(404);
  for (const who of ['colleague', 'stranger'] as const) {
    expect((await add(number, { who })).status).toBe(404);
    expect((await read(number, id, who)).status).toBe(404);
  }
  const other = await house.openCase();
  expect((await read(other, id)).status).toBe(404);
});

test('its sender takes it out as long as it is no answer', async () => {
  const number = await house.openCase();
  const { id } = (await add(number)).body;
  expect((await house.ask('worker', 'DELETE', `/v1/cases/${number}/documents/${id}`)).status).toBe(200);
  expect((await read(number, id)).status).toBe(404);
  expect((await house.ask('worker', 'DELETE', `/v1/cases/${number}/documents/${id}`)).body.code).toBe('document-not-found');
});

test('neither name nor content stands readable in the log or in an address', async () => {
  const number = await house.openCase();
  await add(number, { name: "filename*=UTF-8''Salma%20Haddad.pdf" });
  expect(house.log()).not.toMatch(/Salma|Haddad/);
});

describe('as an answer', () => {
  beforeAll(async () => {
    const files = readFolder();
    const text = Buffer.from(files['processes/child_protection.yaml'] ?? []).toString('utf8').replace(/^fields:\n/m, "fields:\n  court_order:\n    title: أمر المحكمة\n    type: document\n    visible_to: [case_worker]\n")
      .replace(/^( +)may_answer: \[/m, '$1may_answer: [court_order, ');
    const { processes, problems } = compileFolder({ ...files, 'processes/child_protection.yaml': text });
    const compiled = processes['child_protection'];
    if (!compiled?.process || !compiled.texts || !compiled.sourceMap) throw new Error(JSON.stringify(problems.filter(({ severity }) => severity === 'error')));
    await house.records.publish({ agency: AGENCY, processes: [{ compiled: compiled.process, source: text, sourceMap: compiled.sourceMap, texts: compiled.texts }] });
  });

  const answer = (number: string, id: string, who: Who = 'worker') => house.ask(who, 'PATCH', `/v1/cases/${number}/fields`, { body: { answers: { court_order: id } } });

  test('it must have been added to this very case, by or visibly for who answers', async () => {
    const [number, other] = [await house.openCase(), await house.openCase()];
    const { id } = (await add(other)).body;
    expect(await answer(number, id)).toMatchObject({ status: 404, body: { code: 'document-not-found', against: [{ id }] } });
    expect(await answer(number, 'my court order')).toMatchObject({ status: 404 });
    expect(await answer(other, id)).toMatchObject({ status: 200 });
  });

  test('it is seen by who may see the field, and is not taken out any more', async () => {
    const number = await house.openCase();
    const { id } = (await add(number)).body;
    await answer(number, id);
    expect((await read(number, id)).status).toBe(200);
    expect((await read(number, id, 'supervisor')).status).toBe(404);
    expect(await house.ask('worker', 'DELETE', `/v1/cases/${number}/documents/${id}`)).toMatchObject({ status: 409, body: { code: 'document-in-use' } });
  });
});
