// docker-compose.yml as its own rules read it: merged, with the variables put in; and what the image of a service starts.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const ROOT = join(__dirname, '..', '..');

export interface ComposeService {
  build?: string;
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }> | string[];
  volumes?: string[];
  configs?: { source: string; target: string }[];
}

export interface ComposeFile {
  services: Record<string, ComposeService>;
  volumes: Record<string, unknown>;
  configs: Record<string, { content: string }>;
}

/** The file as it is, its merge keys resolved. */
export const readCompose = (): ComposeFile => parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as ComposeFile;

/** A text of the file with its variables put in: `${NAME:?why}` must be given, `${NAME:-default}` may be. */
export function withVariables(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_all, name: string, kind: string | undefined, rest = '') => {
    const value = variables[name];
    if (value !== undefined) return value;
    if (kind === '-') return rest;
    throw new Error(`${name} is needed: ${rest}`);
  });
}

/** The lines of the Dockerfile with one instruction, without it. */
export function dockerfileLines(instruction: string): string[] {
  const lines = readFileSync(join(ROOT, 'Dockerfile'), 'utf8').replace(/\\\n/g, ' ').split('\n');
  return lines.flatMap((line) => (line.startsWith(`${instruction} `) ? [line.slice(instruction.length + 1)] : []));
}

/** What a container of a service that is built here runs, as the Dockerfile's entry point and the service's command put it together. */
export function commandOf({ command }: ComposeService): string[] {
  const entry = JSON.parse(dockerfileLines('ENTRYPOINT')[0] ?? '[]') as string[];
  const otherwise = JSON.parse(dockerfileLines('CMD')[0] ?? '[]') as string[];
  // The container's init is not ours to test.
  return [...entry.slice(entry.indexOf('--') + 1), ...(command ?? otherwise)];
}

/** `ENV` of the Dockerfile. */
export const imageEnvironment = (): Record<string, string> =>
  Object.fromEntries(dockerfileLines('ENV').flatMap((line) => line.split(/\s+/).map((pair) => pair.split('=') as [string, string])));
