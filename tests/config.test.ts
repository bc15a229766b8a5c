// The environment: what is missing or wrong is said at once, with no value repeated, and what is right is frozen.

import { ConfigError, readConfig, SERVICE_SETTINGS, toEnvironment } from '../config';

const RIGHT = {
  TEMPORAL_ADDRESS: '127.0.0.1:7233', DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/caseway', PUBLIC_URL: 'http://127.0.0.1:8080',
  CASEWAY_KEY: Buffer.alloc(32, 1).toString('base64'),
};

const faultsOf = (environment: Record<string, string>): string => {
  try {
    readConfig(environment, SERVICE_SETTINGS);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  throw new Error('nothing was wrong');
};

it('gives the settings with their defaults, frozen', () => {
  const config = readConfig(RIGHT, SERVICE_SETTINGS);
  expect(config).toMatchObject({ temporalAddress: '127.0.0.1:7233', temporalNamespace: 'default', host: '127.0.0.1', port: 8080, logLevel: 'info' });
  expect(Object.isFrozen(config)).toBe(true);
});

it('names everything that is missing or wrong in one message', () => {
  const message = faultsOf({ ...RIGHT, TEMPORAL_ADDRESS: '', PORT: '70000', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://secret@host/db' });
  expect(message.split('\n').slice(1).map((line) => line.trim().split(':')[0])).toEqual([
    'TEMPORAL_ADDRESS is not set', 'DATABASE_URL is wrong', 'PORT is wrong', 'LOG_LEVEL is wrong',
  ]);
});

it('repeats no value: some are secrets', () => {
  expect(faultsOf({ ...RIGHT, CASEWAY_KEY: 'a-secret-that-is-too-short', DATABASE_URL: 'mysql://secret@host/db' })).not.toContain('secret');
});

it.each([
  ['PORT', '80 80'], ['PORT', '0'], ['PORT', '1e3'], ['PORT', '-1'], ['HOST', 'a b'], ['SMTP_URL', 'http://mail'], ['PUBLIC_URL', 'cases.example.org'],
  ['PUBLIC_URL', 'http://x/?q=1'], ['TEMPORAL_ADDRESS', 'localhost'], ['CASEWAY_KEY', 'x'], ['MAIL_FROM', 'nobody'],
])('refuses %s=%s', (name, value) => {
  expect(faultsOf({ ...RIGHT, [name]: value })).toContain(`${name} is wrong: expected `);
});

it('asks only for what a program needs', () => {
  expect(readConfig({}).temporalAddress).toBeUndefined();
});

it('hands settings on as it reads them', () => {
  const config = readConfig({ ...RIGHT, PORT: '9000' }, SERVICE_SETTINGS);
  expect(readConfig(toEnvironment(config), SERVICE_SETTINGS)).toEqual(config);
});
