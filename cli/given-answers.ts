// Answers as they are given on a command line: `--answer risk=high`, or a JSON file; what kind a value is follows from how it is written.

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Terminal } from './terminal';
import { readInput, WrongUse } from './terminal';

export interface AnswerOptions {
  answer?: string[];
  answers?: string;
}

/** @throws WrongUse for what is not `field=value`, or not a JSON object */
export async function givenAnswers({ answer = [], answers }: AnswerOptions, terminal: Terminal): Promise<Record<string, unknown>> {
  const fromFile = answers === undefined ? {} : await readAnswers(answers, terminal);
  return { ...fromFile, ...Object.fromEntries(answer.map(parsePair)) };
}

function parsePair(pair: string): [string, unknown] {
  const [, field, value] = /^([a-z][a-z0-9_]*)=([\s\S]*)$/.exec(pair) ?? [];
  if (field === undefined || value === undefined) {
    throw new WrongUse(`This is no answer: ${JSON.stringify(pair)}.`, 'Write field=value, as in --answer risk=high.');
  }
  return [field, parseValue(value)];
}

/**
 * `yes`, `no`, `true`, `false` are yes or no; `3`, `2.5` numbers; `[a, b]` several options; `{…}` JSON, as for a consent; all else is text,
 * and `"3"` in quotes is text as well.
 */
export function parseValue(text: string): unknown {
  const value = text.trim();
  if (value === 'yes' || value === 'true') return true;
  if (value === 'no' || value === 'false') return false;
  if (/^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(value)) return Number(value);
  if (/^["{[]/.test(value)) {
    try {
      return JSON.parse(value) as unknown;
    } catch {
      if (/^\[[^\]"]*\]$/.test(value)) return value.slice(1, -1).split(',').map((one) => one.trim()).filter((one) => one !== '');
    }
  }
  return text;
}

async function readAnswers(file: string, { stdin, cwd }: Terminal): Promise<Record<string, unknown>> {
  let read: unknown;
  try {
    read = JSON.parse(file === '-' ? await readInput(stdin) : await readFile(resolve(cwd, file), 'utf8'));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new WrongUse(isMissing ? `There is no file ${file}.` : `The answers in ${file} are not valid JSON.`, 'Write one JSON object: {"risk": "high"}.');
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw new WrongUse(`The answers in ${file} are no JSON object.`, 'Write {"field": value, …}.');
  return read as Record<string, unknown>;
}
