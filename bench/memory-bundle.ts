// The workflows with one more, which collects garbage in the thread where they all live, so that what is kept can be measured.

export { caseWorkflow, postWorkflow } from '../workflows';

/** Needs `--expose-gc`; rejects without it. */
export async function collectWorkflow(): Promise<void> {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error('The worker was started without --expose-gc.');
  for (let i = 0; i < 3; i += 1) gc();
}
