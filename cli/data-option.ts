// Where the data of an installation are, for the commands that run one or read from it.

import type { Command } from 'commander';
import type { Terminal } from './terminal';

const DEFAULT_DATA = '.caseway';

export const withData = (command: Command): Command => command.option('--data <folder>', `the data folder (or CASEWAY_DATA; default ${DEFAULT_DATA})`);

/** As it was given: relative to the folder that the command was called in. */
export const dataFolderOf = ({ data }: { data?: string }, { env }: Pick<Terminal, 'env'>): string => data ?? (env['CASEWAY_DATA'] || DEFAULT_DATA);
