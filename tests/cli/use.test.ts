// How the command teaches: help with examples, suggestions, and exit code 2 for wrong use.

import { caseway } from './terminal';

const COMMANDS = [
  'start', 'demo', 'check', 'test', 'case list', 'case show', 'case journal', 'case explain', 'case open', 'case complete', 'case answer', 'case record', 'case event', 'case close',
  'case assign', 'case add-task', 'case withdraw', 'staff list', 'staff workload', 'staff away', 'partner list', 'partner key', 'partner revoke',
  'alert list', 'alert raise', 'alert acknowledge', 'alert resolve', 'approve', 'send-back', 'mail list', 'mail read',
];

it.each(COMMANDS)('caseway %s --help says what it does, with an example', async (command) => {
  const { code, out } = await caseway([...command.split(' '), '--help']);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`Usage: caseway ${command}`));
  expect(out).toMatch(new RegExp(`Examples?:\\n(.*\\n)*?  \\$ caseway ${command}`));
});

it('shows where to start, and its version', async () => {
  expect((await caseway(['--help'])).out).toContain('$ caseway start');
  expect((await caseway(['--version'])).out).toBe('0.1.0\n');
  const bare = await caseway([]);
  expect([bare.code, bare.err]).toEqual([0, expect.stringContaining('Usage: caseway')]);
});

it.each([
  [['chekc'], 'Did you mean check?'],
  [['case', 'lits'], 'Did you mean list?'],
  [['case', 'list', '--staus', 'open'], 'Did you mean --status?'],
  [['case', 'open'], "required option '--process <id>' not specified"],
  [['case', 'show'], "missing required argument 'case'"],
  [['alert', 'acknowledge', 'X-a1'], "required option '--reason <text>'"],
  [['case', 'list'], 'CASEWAY_TOKEN'],
  [['case', 'list', '--token', 'cw_x', '--url', 'nonsense'], 'This is no address'],
  [['case', 'open', '--process', 'p', '-a', 'risk'], 'Write field=value'],
  [['case', 'answer', 'X', '--answers', 'nowhere.json'], 'There is no file nowhere.json'],
  [['check', 'no/such/folder'], 'There is no file or folder no/such/folder'],
  [['start', '--port', 'eighty'], 'This is no port'],
  [['start', '--port', '99999'], 'PORT is wrong'],
])('%j is wrong use: %s', async (argv, said) => {
  const { code, out, err } = await caseway(argv);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(said);
});

it('an API that is not there is one clear sentence', async () => {
  const { code, err } = await caseway(['case', 'list', '--url', 'http://127.0.0.1:9', '--token', 'cw_x']);
  expect([code, err]).toEqual([1, expect.stringContaining('Caseway does not answer at http://127.0.0.1:9.')]);
});
