// `caseway diagram`: a process as a picture, for a wall, a page or a meeting.

import type { Command } from 'commander';
import type * as DiagramModule from '../diagram';
import type { DiagramOptions } from '../diagram';
import type { Run } from '../terminal';

/** Adds the command. */
export function addDiagramCommand(program: Command, run: Run): void {
  program.command('diagram')
    .description('draw a process as SVG: stages with their tasks, ways, reviews, alerts, closure')
    .argument('<process>', 'id of a process of the definitions folder, or the path of its file')
    .option('-o, --output <file>', 'the SVG file to write (default: standard output)')
    .option('--language <language>', 'one of the languages of its texts (default: the one the process is written in)')
    .option('--definitions <folder>', 'where the process is looked for by its id (default: definitions)')
    .addHelpText('after', `
Languages that are read from the right are drawn from the right.

Examples:
  $ caseway diagram child_protection -o child_protection.svg
  $ caseway diagram child_protection -o child_protection.en.svg --language en`)
    .action((named: string, options: DiagramOptions) => run((terminal) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is called; import() is not for CommonJS sources
      const { diagramProcess } = require('../diagram') as typeof DiagramModule;
      return diagramProcess(named, options, terminal);
    }));
}
