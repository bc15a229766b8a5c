// One message to an address that an agency has given: never into a network of our own, never further than that address, and never for long.

import type { LookupAddress } from 'node:dns';
import { lookup as lookUp } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { BlockList, isIP } from 'node:net';

/** What came of one attempt; only a status from 200 to 299 means that the message has been taken. */
export type Attempt = { status: number } | { failed: 'no-answer' | 'address-not-allowed' };

export type PostMessage = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Attempt>;

const LIMIT_MS = 10_000;

/** Addresses that are nobody's in the open network: of this computer, of the networks around it, and those kept for special uses. */
const NOT_PUBLIC = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16],
  ['198.18.0.0', 15], ['224.0.0.0', 3],
] as const) NOT_PUBLIC.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [['::', 128], ['::1', 128], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) NOT_PUBLIC.addSubnet(net, prefix, 'ipv6');

const isPublic = (address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && !NOT_PUBLIC.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

class NotAllowed extends Error {}

/** The name is looked up once, by the connection itself: what is compared is what is connected to. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 0);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublic(address))) return callback(new NotAllowed(), '', 0);
    const first = addresses[0] as LookupAddress;
    // The caller asks for one or for all, and is given what it asks for.
    if (options.all) (callback as unknown as (error: null, all: LookupAddress[]) => void)(null, addresses);
    else callback(null, first.address, first.family);
  });
};

/** `allowPrivate` lets messages go into the networks around this computer, for an installation whose other systems are there. */
export function createWebhookPost({ allowPrivate }: { allowPrivate: boolean }): PostMessage {
  return async (url, headers, body) => {
    const { protocol, hostname } = new URL(url);
    const literal = hostname.replace(/^\[|\]$/g, '');
    if (!allowPrivate && isIP(literal) !== 0 && !isPublic(literal)) return { failed: 'address-not-allowed' };
    const request = protocol === 'https:' ? requestSecure : requestPlain;
    return new Promise<Attempt>((resolve) => {
      const sent = request(url, {
        method: 'POST', agent: false, signal: AbortSignal.timeout(LIMIT_MS), ...(!allowPrivate && { lookup: publicLookup }),
        headers: { ...headers, 'content-type': 'application/cloudevents+json; charset=utf-8', 'content-length': Buffer.byteLength(body), 'user-agent': 'Caseway' },
      }, (response: IncomingMessage) => {
        resolve({ status: response.statusCode ?? 0 });
        // What it says is not read: a redirection is not followed, and an endless answer costs nothing.
        response.on('error', () => undefined);
        response.destroy();
      });
      sent.on('error', (error) => resolve({ failed: error instanceof NotAllowed ? 'address-not-allowed' : 'no-answer' }));
      sent.end(body);
    });
  };
}
