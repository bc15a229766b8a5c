// The environment, checked once: every setting with its form, its default and what it is for; whatever is missing or wrong is said at once.

import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { Check } from 'typebox/value';

/** One setting: the variable it is read from, and what is expected there, in words. */
const setting = <T extends TSchema, F extends string | undefined = undefined>(schema: T, variable: string, expects: string, fallback?: F) =>
  ({ schema, variable, expects, fallback: fallback as F });

const text = (pattern: string) => Type.String({ pattern });

/** Every setting of Caseway. A setting with a fallback is never missing; the others are asked for by the programs that need them. */
const SETTINGS = {
  temporalAddress: setting(text('^[^\\s/:]+:\\d{1,5}$'), 'TEMPORAL_ADDRESS', 'host:port of a Temporal service, such as 127.0.0.1:7233'),
  temporalNamespace: setting(text('^[A-Za-z0-9._-]{1,100}$'), 'TEMPORAL_NAMESPACE', 'a namespace of letters, digits, points, dashes', 'default'),
  databaseUrl: setting(text('^postgres(ql)?://\\S+$'), 'DATABASE_URL', 'postgres://user:password@host:port/database'),
  smtpUrl: setting(text('^smtps?://\\S+$'), 'SMTP_URL', 'smtp://user:password@host:port'),
  mailFrom: setting(text('^[^\\s<>@]+@[^\\s<>@]+$'), 'MAIL_FROM', 'the address that mail is sent from', 'caseway@example.org'),
  publicUrl: setting(text('^https?://[^\\s/?#]+(/[^\\s?#]*)?$'), 'PUBLIC_URL', 'the address people reach Caseway at, such as https://cases.example.org'),
  key: setting(text('^[A-Za-z0-9+/]{43}=$'), 'CASEWAY_KEY', '32 random bytes in base64: openssl rand -base64 32'),
  dataFolder: setting(Type.String({ minLength: 1 }), 'CASEWAY_DATA', 'a folder that Caseway keeps its files in'),
  mailFolder: setting(Type.String({ minLength: 1 }), 'CASEWAY_MAILS', 'the folder of the embedded mail catcher (set by caseway start)'),
  webhookNetworks: setting(
    Type.Union([Type.Literal('public'), Type.Literal('all')]),
    'WEBHOOK_NETWORKS', 'public, or all where webhooks lead into networks of your own', 'public',
  ),
  host: setting(text('^[A-Za-z0-9.:_-]+$'), 'HOST', 'the address to listen at', '127.0.0.1'),
  port: setting(Type.Integer({ minimum: 1, maximum: 65_535 }), 'PORT', 'a port from 1 to 65535', '8080'),
  logLevel: setting(
    Type.Union([Type.Literal('debug'), Type.Literal('info'), Type.Literal('warn'), Type.Literal('error'), Type.Literal('silent')]),
    'LOG_LEVEL', 'one of debug, info, warn, error, silent', 'info',
  ),
} as const;

type Settings = typeof SETTINGS;
export type SettingName = keyof Settings;
type Value<K extends SettingName> = Static<Settings[K]['schema']>;
type Always = { [K in SettingName]: Settings[K]['fallback'] extends string ? K : never }[SettingName];

/** The settings as a program uses them: those with a default and those it asked for are there, the others may be. */
export type Config<Needed extends SettingName = never> = Readonly<
  { [K in Needed | Always]: Value<K> } & { [K in Exclude<SettingName, Needed | Always>]?: Value<K> }
>;

/** What `caseway start` runs: the settings without which neither the API nor the worker can work. */
export const SERVICE_SETTINGS = ['temporalAddress', 'databaseUrl', 'key', 'publicUrl'] as const satisfies readonly SettingName[];

/** Settings that are missing or wrong: one message with a line for each. Values are not repeated, for some are secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: { variable: string; expects: string; missing: boolean }[]) {
    const lines = faults.map(({ variable, expects, missing }) => `  ${variable} ${missing ? 'is not set' : 'is wrong'}: expected ${expects}`);
    super(`The environment is not complete:\n${lines.join('\n')}`);
  }
}

/**
 * Reads the settings out of an environment. An empty variable counts as one that is not set.
 *
 * @param needed settings without a default that this program cannot do without
 * @throws ConfigError that names every fault at once
 */
export function readConfig<Needed extends SettingName = never>(
  environment: Readonly<Record<string, string | undefined>>,
  needed: readonly Needed[] = [],
): Config<Needed> {
  const faults: ConfigError['faults'] = [];
  const config: Record<string, unknown> = {};
  for (const [name, { schema, variable, expects, fallback }] of Object.entries(SETTINGS)) {
    const given = environment[variable]?.trim() || fallback;
    if (given === undefined) {
      if (needed.some((one) => one === name)) faults.push({ variable, expects, missing: true });
      continue;
    }
    const value = 'type' in schema && schema.type === 'integer' && /^\d+$/.test(given) ? Number(given) : given;
    if (Check(schema, value)) config[name] = value;
    else faults.push({ variable, expects, missing: false });
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(config) as Config<Needed>;
}

/** The variables that hand these settings on to a program that is started with them. */
export function toEnvironment(config: Partial<Record<SettingName, string | number>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [SETTINGS[name as SettingName].variable, String(value)]),
  );
}
