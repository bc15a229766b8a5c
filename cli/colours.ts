// Whether what is written may have colours: into a terminal, and where nobody said that they are not wanted.

import pc from 'picocolors';
import type { Terminal } from './terminal';

/** Colours, or functions that change nothing. NO_COLOR and FORCE_COLOR are obeyed, see https://no-color.org. */
export function coloursOf({ stdout, env }: Pick<Terminal, 'stdout' | 'env'>): ReturnType<typeof pc.createColors> {
  const isForced = (env['FORCE_COLOR'] ?? '') !== '' && env['FORCE_COLOR'] !== '0';
  const isTerminal = 'isTTY' in stdout && stdout.isTTY === true && env['TERM'] !== 'dumb';
  return pc.createColors((env['NO_COLOR'] ?? '') === '' && (isForced || isTerminal));
}

/** Columns of the terminal; nothing where the output goes to a file or another program. */
export const widthOf = ({ stdout }: Pick<Terminal, 'stdout'>): number | undefined =>
  'columns' in stdout && typeof stdout.columns === 'number' && stdout.columns > 0 ? stdout.columns : undefined;
