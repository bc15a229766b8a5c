// How much processor time processes have used, read from the kernel; Linux only.

import { readFileSync } from 'node:fs';

/** Kernel clock ticks a second: 100 on every Linux that Node runs on. */
const TICKS = 100;

/** Milliseconds of processor time (user and system, all threads) that a process has used so far. */
export function processorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

/**
 * The same of a process with its children, for a server that gives each connection a process. The kernel adds what a child has
 * used to its parent when the child has ended, so that a connection that was closed meanwhile is not lost.
 */
export function treeProcessorMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  let sum = processorMs(pid) + ((Number(fields[13]) + Number(fields[14])) * 1000) / TICKS;
  for (const child of children) {
    try {
      sum += processorMs(Number(child));
    } catch {
      // It has ended since it was listed.
    }
  }
  return sum;
}

/** Resident memory of a process in bytes. */
export function residentBytes(pid: number): number {
  const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1] ?? 0) * 1024;
}

/** The value below which that part of them lies. */
export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
}

/** The middle one, or the mean of the two in the middle. */
export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
