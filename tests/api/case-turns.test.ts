// Turns of the calls of one case.

import { CaseTurns } from '../../api/case-turns';

const tick = () => new Promise((resolve) => setImmediate(resolve));

test('so many calls of a case run at once, the others follow in their order; other cases do not wait', async () => {
  const turns = new CaseTurns(2);
  const begun: string[] = [];
  const end: Record<string, () => void> = {};
  const call = (workflowId: string, name: string) =>
    turns.take(workflowId, () => new Promise<string>((resolve) => {
      begun.push(name);
      end[name] = () => resolve(name);
    }));
  const calls = ['a', 'b', 'c', 'd'].map((name) => call('one', name));
  const other = call('two', 'x');
  await tick();
  expect(begun).toEqual(['a', 'b', 'x']);
  end['b']?.();
  await tick();
  expect(begun).toEqual(['a', 'b', 'x', 'c']);
  end['a']?.();
  await tick();
  for (const name of ['c', 'd', 'x']) end[name]?.();
  expect(await Promise.all([...calls, other])).toEqual(['a', 'b', 'c', 'd', 'x']);
});

test('a call that fails gives its turn on, and its failure to who called', async () => {
  const turns = new CaseTurns(1);
  const failed = turns.take('one', () => Promise.reject(new Error('away')));
  const next = turns.take('one', async () => 'done');
  await expect(failed).rejects.toThrow('away');
  expect(await next).toBe('done');
});
