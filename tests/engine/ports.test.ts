// Ports: free, taken, and said in one sentence.

import { createServer } from 'node:net';
import { answersOnPort, assertPortFree, findFreePort, findFreePorts, isPortFree, LOOPBACK } from '../../engine/ports';

async function withListener<T>(act: (port: number) => Promise<T>): Promise<T> {
  const server = createServer();
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, LOOPBACK, resolve));
  try {
    return await act(port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

test('a port that a server listens on is not free, and is free again after it', async () => {
  const port = await withListener(async (taken) => {
    expect(await isPortFree(taken)).toBe(false);
    expect(await answersOnPort(taken)).toBe(true);
    return taken;
  });
  expect(await isPortFree(port)).toBe(true);
  expect(await answersOnPort(port)).toBe(false);
});

test('a taken port is named together with what it was wanted for', async () => {
  await withListener(async (port) => {
    await expect(assertPortFree(port, 'the API')).rejects.toMatchObject({
      code: 'port-in-use',
      message: `Port ${port}, wanted for the API, is used by another program.`,
    });
  });
});

test('ports found together differ from each other', async () => {
  const ports = await findFreePorts(20);
  expect(new Set(ports).size).toBe(20);
});
