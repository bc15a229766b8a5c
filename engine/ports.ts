// Which TCP ports of this computer's loopback address are free.
import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { EngineError, systemCode } from './engine-error';

export const LOOPBACK = '127.0.0.1';

/** Why a port cannot be listened on: undefined when it can. Ports below 1024 may be refused by the system. */
async function obstacle(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(systemCode(error) ?? 'UNKNOWN'));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/** Whether a server could listen on this port of 127.0.0.1 now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await obstacle(port)) === undefined;
}

/**
 * Asserts that a port chosen by a person can be listened on.
 *
 * @param purpose what the port is for, as it stands in the sentence ("the API").
 * @throws EngineError `port-in-use` or `port-not-allowed`.
 */
export async function assertPortFree(port: number, purpose: string): Promise<void> {
  const code = await obstacle(port);
  if (code === undefined) return;
  if (code === 'EADDRINUSE') throw portInUse(port, purpose);
  throw new EngineError(
    'port-not-allowed',
    `Port ${port}, wanted for ${purpose}, cannot be listened on (${code}).`,
    'Choose another port between 1024 and 65535.',
  );
}

/** The one sentence for a port that another program has. */
export function portInUse(port: number, purpose: string): EngineError {
  return new EngineError(
    'port-in-use',
    `Port ${port}, wanted for ${purpose}, is used by another program.`,
    'Choose another port, or end the program that uses this one.',
  );
}

/**
 * Finds free ports that differ from each other. They are free at this moment, not reserved: a server that finds its port
 * taken after all must say so. They lie below those that systems give to outgoing connections, which come and go all the time.
 */
export async function findFreePorts(count: number): Promise<number[]> {
  // All are held open until the last is found, so that none is given twice.
  const servers = await Promise.all(Array.from({ length: count }, listenAnywhere));
  await Promise.all(servers.map(({ close }) => close()));
  return servers.map(({ port }) => port);
}

/** Finds one free port, see {@link findFreePorts}. */
export async function findFreePort(): Promise<number> {
  return (await listenAnywhere().then(async ({ port, close }) => (await close(), port)));
}

/** Systems begin to give ports to outgoing connections at 32768 (Linux) or 49152. */
const LOWEST = 12_000;
const BEYOND = 32_000;
const TRIES = 50;

async function listenAnywhere(): Promise<Listening> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await listenOn(randomInt(LOWEST, BEYOND)).catch(() => undefined);
    if (found) return found;
  }
  return listenOn(0);
}

interface Listening {
  port: number;
  close(): Promise<void>;
}

async function listenOn(port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('a TCP server has no port'));
      resolve({ port: address.port, close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}

/** Whether something accepts connections on this port of 127.0.0.1 now. */
export async function answersOnPort(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: LOOPBACK });
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
