// docker-compose.yml and the Dockerfile, read as the programs read them that would run them.

import Ajv from 'ajv/dist/2020';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, SERVICE_SETTINGS } from '../../config';
import { commandOf, dockerfileLines, imageEnvironment, readCompose, ROOT, withVariables } from './compose';
import SCHEMA from './compose-spec.json';

const compose = readCompose();
const ours = Object.entries(compose.services).filter(([, { build }]) => build !== undefined);
const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(SCHEMA);

test('the compose file is one by the compose specification', () => {
  expect(validate(compose) ? [] : validate.errors).toEqual([]);
});

test('the specification’s schema refuses what compose would refuse', () => {
  expect(validate({ ...compose, services: { ...compose.services, worker: { ...compose.services['worker'], comand: ['start'] } } })).toBe(false);
});

test('whatever a service names is there', () => {
  for (const [, { depends_on = [], volumes = [], configs = [] }] of Object.entries(compose.services)) {
    for (const other of Array.isArray(depends_on) ? depends_on : Object.keys(depends_on)) expect(compose.services).toHaveProperty([other]);
    for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    for (const { source } of configs) expect(Object.keys(compose.configs)).toContain(source);
  }
});

test('a foreign image has a version', () => {
  for (const { image } of Object.values(compose.services)) if (image !== undefined) expect(image).toMatch(/:v?\d+(\.\d+)*/);
});

test('there are a preparation, workers and APIs, and nothing runs before the preparation has ended well', () => {
  expect(ours.map(([name]) => name).sort()).toEqual(['api', 'prepare', 'worker']);
  for (const name of ['api', 'worker']) expect(compose.services[name]?.depends_on).toMatchObject({ prepare: { condition: 'service_completed_successfully' } });
});

test.each(ours)('%s is started by the caseway program, with every setting that it needs and none that does not exist', (name, service) => {
  expect(commandOf(service)).toEqual(['node', 'cli/bin.cjs', 'start', '--only', name]);
  const variables = { POSTGRES_PASSWORD: 'secret', CASEWAY_KEY: Buffer.alloc(32).toString('base64') };
  const given = Object.entries(service.environment ?? {}).map(([key, value]) => [key, withVariables(value, variables)] as const);
  const config = readConfig({ ...imageEnvironment(), ...Object.fromEntries(given) }, [...SERVICE_SETTINGS, 'smtpUrl', 'dataFolder']);
  expect(Object.keys(config)).toEqual(expect.arrayContaining(['host', 'port']));
  const known = readFileSync(join(ROOT, 'config.ts'), 'utf8');
  for (const [key] of given) expect(known).toContain(`'${key}'`);
});

test('without its secrets it is refused with what to do', () => {
  expect(() => withVariables(compose.services['api']?.environment?.['CASEWAY_KEY'] ?? '', {})).toThrow('CASEWAY_KEY is needed: set it');
});

test('the image is built from what the repository has', () => {
  for (const line of dockerfileLines('COPY')) for (const path of line.split(' ').slice(0, -1)) expect(existsSync(join(ROOT, path))).toBe(true);
  expect(existsSync(join(ROOT, commandOf({})[1] ?? ''))).toBe(true);
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { engines: { node: string } };
  const [, image = '0'] = /^node:(\d+)/.exec(dockerfileLines('FROM')[0] ?? '') ?? [];
  const [, least = '99'] = /(\d+)/.exec(engines.node) ?? [];
  expect(Number(image)).toBeGreaterThanOrEqual(Number(least));
});
