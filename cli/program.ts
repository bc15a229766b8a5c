// The `caseway` command as a function: what was typed goes in, the exit code comes out; nothing is read from the process itself.

import { Command, CommanderError } from 'commander';
import pc from 'picocolors';
import packageJson from '../package.json';
import { addAlertCommands, addApprovalCommands } from './commands/alert';
import { addCalendarCommand } from './commands/calendar';
import { addCaseCommands } from './commands/case';
import { addRecordCommands } from './commands/case-records';
import { addAssigningCommands, addStaffCommands } from './commands/staff';
import { addCheckCommand } from './commands/check';
import { addFixCommand, addFormatCommand } from './commands/format';
import { addDiagramCommand } from './commands/diagram';
import { addExplainCommand } from './commands/explain';
import { addMailCommands } from './commands/mail';
import { addNewCommand } from './commands/new';
import { addStartCommands } from './commands/start';
import { addTestCommand } from './commands/test';
import type { ExitCode, Run, Terminal } from './terminal';
import { WrongUse, writeLine } from './terminal';

const EXAMPLES = `
Start here:
  $ caseway start                        everything on this computer, with people to try it as
  $ caseway check definitions            every mistake of your files, at its line, with the fix
  $ caseway test                         play your scenarios on a virtual clock
  $ caseway explain child_protection     what comes when in a case, and by which line
  $ caseway case open --process child_protection --answer risk=high

Commands that ask the API take --url and --token, or CASEWAY_URL and CASEWAY_TOKEN.
Exit codes: 0 fine, 1 problems found or refused, 2 wrong use.`;

/**
 * Runs one command.
 *
 * @param argv what stands behind `caseway`
 * @returns 0 fine, 1 problems or a refusal, 2 wrong use; rejects for a defect of ours alone
 */
export async function runCli(options: Terminal & { argv: readonly string[] }): Promise<ExitCode> {
  const { argv, ...terminal } = options;
  let code: ExitCode = 0;
  const program = buildProgram(terminal, async (command) => {
    code = await command(terminal);
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 || argv.length === 0 ? 0 : 2;
    if (!(error instanceof WrongUse)) throw error;
    writeLine(terminal.stderr, `${pc.red(error.message)}\n${pc.dim('→')} ${error.fix}`);
    return 2;
  }
}

/** The commands with their help. */
export function buildProgram(terminal: Terminal, run: Run): Command {
  const program = new Command('caseway')
    .description('Runs social-work cases that an agency describes in YAML.')
    .version(packageJson.version, '--version', 'print the version')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => void terminal.stdout.write(text), writeErr: (text) => void terminal.stderr.write(text) })
    .showHelpAfterError('Run with --help for what there is.');
  addStartCommands(program, run);
  addNewCommand(program, run);
  addCheckCommand(program, run);
  addFixCommand(program, run);
  addFormatCommand(program, run);
  addTestCommand(program, run);
  addExplainCommand(program, run);
  addDiagramCommand(program, run);
  addCalendarCommand(program, run);
  const cases = addCaseCommands(program, run);
  addRecordCommands(cases, run);
  addAssigningCommands(cases, run);
  addStaffCommands(program, run);
  addAlertCommands(program, run);
  addApprovalCommands(program, run);
  addMailCommands(program, run);
  return program;
}
