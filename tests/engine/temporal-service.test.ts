// A Temporal service of our own: ready, killed, started again with its workflows, refused with one clear sentence.

import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { findTestTemporal, makeTestFolder } from '../../engine/for-tests';
import { answersOnPort, findFreePort, LOOPBACK } from '../../engine/ports';
import { prepareNamespace, RETENTION_DAYS, SEARCH_ATTRIBUTES } from '../../engine/temporal-namespace';
import { startTemporalService, type TemporalService } from '../../engine/temporal-service';

const { IndexedValueType } = temporal.api.enums.v1;

let folder: string;
let binary: string;
beforeAll(async () => {
  binary = await findTestTemporal();
});
beforeEach(async () => {
  folder = await makeTestFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function withService<T>(act: (service: TemporalService, connection: Connection) => Promise<T>, databaseFile?: string): Promise<T> {
  const service = await startTemporalService({ binary, port: await findFreePort(), databaseFile, timeSkipping: true });
  const connection = await Connection.connect({ address: service.address });
  try {
    return await act(service, connection);
  } finally {
    await connection.close();
    await service.stop();
  }
}

test('the namespace is ready with its search attributes and keeps closed runs for 30 days, also after a restart', async () => {
  const file = join(folder, 'temporal.db');
  for (const _start of ['first', 'second']) {
    await withService(async (_service, connection) => {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
      for (const name of SEARCH_ATTRIBUTES) expect(customAttributes?.[name]).toBe(IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
      const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
      expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(RETENTION_DAYS * 86_400);
    }, file);
  }
});

test('a search attribute of another type is named at boot and not taken for ours', async () => {
  await withService(async (_service, connection) => {
    const namespace = 'elsewhere';
    await prepareNamespace(connection, { namespace });
    await connection.operatorService.removeSearchAttributes({ namespace, searchAttributes: ['CasewayStage'] });
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: { CasewayStage: IndexedValueType.INDEXED_VALUE_TYPE_TEXT },
    });
    await expect(prepareNamespace(connection, { namespace })).rejects.toMatchObject({
      code: 'search-attribute-type',
      message: expect.stringContaining('CasewayStage') as unknown,
    });
  });
});

test("a namespace of somebody else's keeps its retention, a missing one is created with ours", async () => {
  await withService(async (_service, connection) => {
    const created = await prepareNamespace(connection, { namespace: 'theirs' });
    expect(created).toEqual({ retentionDays: RETENTION_DAYS, searchAttributesCompared: true });
    await prepareNamespace(connection, { namespace: 'theirs', retentionDays: 3 });
    expect((await prepareNamespace(connection, { namespace: 'theirs' })).retentionDays).toBe(3);
  });
});

test('a test server lets the clock of one case be moved, an ordinary one does not', async () => {
  const allowTimeSkipping = async ({ address }: TemporalService) => {
    const connection = await Connection.connect({ address });
    try {
      const workflowId = 'a-case';
      await new Client({ connection }).workflow.start('anything', { taskQueue: 'nobody', workflowId });
      await connection.workflowService.updateWorkflowExecutionOptions({
        namespace: 'default',
        workflowExecution: { workflowId },
        workflowExecutionOptions: { timeSkippingConfig: { enabled: true } },
        updateMask: { paths: ['time_skipping_config'] },
      });
    } finally {
      await connection.close();
    }
  };
  await withService((service) => allowTimeSkipping(service));
  const ordinary = await startTemporalService({ binary, port: await findFreePort() });
  await expect(allowTimeSkipping(ordinary)).rejects.toThrow(/not enabled/);
  await ordinary.stop();
});

test('stopping frees the port, resolves what waits for its end, and can be asked for twice', async () => {
  const port = await findFreePort();
  const service = await startTemporalService({ binary, port });
  expect(await answersOnPort(port)).toBe(true);
  await Promise.all([service.stop(), service.stop()]);
  await service.exited;
  expect(await answersOnPort(port)).toBe(false);
});

test('a server that is killed tells whoever waits for its end', async () => {
  const service = await startTemporalService({ binary, port: await findFreePort() });
  process.kill(service.pid, 'SIGKILL');
  expect(await service.exited).toEqual({ code: null, signal: 'SIGKILL' });
  await service.stop();
});

test('a taken port is one clear error', async () => {
  const other = createServer();
  const port = await findFreePort();
  await new Promise<void>((resolve) => other.listen(port, LOOPBACK, resolve));
  await expect(startTemporalService({ binary, port })).rejects.toMatchObject({ code: 'port-in-use' });
  await new Promise((resolve) => other.close(resolve));
});

test('a program that ends at once is one clear error with its last line', async () => {
  const program = join(folder, 'temporal');
  await writeFile(program, '#!/bin/sh\necho "the disk is full" >&2\nexit 3\n', { mode: 0o755 });
  const logFile = join(folder, 'temporal.log');
  await expect(startTemporalService({ binary: program, port: await findFreePort(), logFile })).rejects.toMatchObject({
    code: 'temporal-start-failed',
    message: 'The Temporal service ended while it was starting (exit code 3): the disk is full',
  });
  expect(await readFile(logFile, 'utf8')).toBe('the disk is full\n');
  expect((await stat(logFile)).mode & 0o077).toBe(0);
});

test('a server that never answers is stopped and is one clear error', async () => {
  const program = join(folder, 'temporal');
  await writeFile(program, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
  await expect(startTemporalService({ binary: program, port: await findFreePort(), readyLimitMs: 300 })).rejects.toMatchObject({
    code: 'temporal-not-answering',
  });
});
