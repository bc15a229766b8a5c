// What Caseway needs of a Temporal namespace: that it exists, how long it keeps closed runs, which search attributes it has.
import type { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { EngineError, reasonOf } from './engine-error';
import { waitFor } from './waiting';

const { IndexedValueType } = temporal.api.enums.v1;

/** What an operator finds cases by in Temporal itself. Nothing private may ever stand in one. */
export const SEARCH_ATTRIBUTES = ['CasewayAgency', 'CasewayProcess', 'CasewayStage'] as const;

/** Days for which closed runs are kept in Temporal; the records keep closed cases for as long as their retention says. */
export const RETENTION_DAYS = 30;

const GRPC = { notFound: 5, alreadyExists: 6, permissionDenied: 7, unimplemented: 12, unavailable: 14 };

export interface PreparedNamespace {
  /** Days for which this namespace keeps closed runs; undefined when the service does not say. */
  retentionDays: number | undefined;
  /** False when the service does not let its search attributes be read (Temporal Cloud): then they could not be compared. */
  searchAttributesCompared: boolean;
}

/**
 * Makes a namespace ready for cases: creates it when it is missing, adds the search attributes that are missing, and
 * compares the types of those that were there (the service itself accepts a second type in silence and keeps the first).
 *
 * @param options.retentionDays set when the service is our own; a namespace of somebody else's keeps what it has.
 * @throws EngineError `temporal-namespace-refused`, `search-attribute-type`, `search-attribute-refused`, `temporal-not-answering`.
 */
export async function prepareNamespace(
  connection: Connection,
  options: { namespace?: string | undefined; retentionDays?: number | undefined } = {},
): Promise<PreparedNamespace> {
  const namespace = options.namespace ?? 'default';
  const retentionDays = await prepareRetention(connection, namespace, options.retentionDays);
  const searchAttributesCompared = await prepareSearchAttributes(connection, namespace);
  return { retentionDays, searchAttributesCompared };
}

async function prepareRetention(connection: Connection, namespace: string, wanted?: number): Promise<number | undefined> {
  const found = await describe(connection, namespace);
  if (found === undefined) {
    await register(connection, namespace, wanted ?? RETENTION_DAYS);
    await waitUntilKnown(connection, namespace);
    return wanted ?? RETENTION_DAYS;
  }
  if (wanted === undefined || found.days === wanted) return found.days;
  await connection.workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: days(wanted) } });
  return wanted;
}

async function describe(connection: Connection, namespace: string): Promise<{ days: number | undefined } | undefined> {
  try {
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    const seconds = config?.workflowExecutionRetentionTtl?.seconds;
    return { days: seconds === null || seconds === undefined ? undefined : Number(seconds) / 86_400 };
  } catch (error) {
    if (grpcCode(error) === GRPC.notFound) return undefined;
    // Whoever may not describe a namespace may still work in it.
    if (isForbidden(error)) return { days: undefined };
    throw notAnswering(error);
  }
}

async function register(connection: Connection, namespace: string, retentionDays: number): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: days(retentionDays) });
  } catch (error) {
    if (grpcCode(error) === GRPC.alreadyExists) return;
    throw new EngineError(
      'temporal-namespace-refused',
      `The Temporal service has no namespace "${namespace}" and does not let one be created (${reasonOf(error)}).`,
      `Create it there: temporal operator namespace create -n ${namespace} --retention ${RETENTION_DAYS}d`,
      { cause: error },
    );
  }
}

/** Each part of the service hears of a new namespace by itself: at once in a small one, after about ten seconds in a cluster. */
async function waitUntilKnown(connection: Connection, namespace: string): Promise<void> {
  const isKnown = async (): Promise<true | undefined> => {
    try {
      await connection.operatorService.listSearchAttributes({ namespace });
      return true;
    } catch (error) {
      return grpcCode(error) === GRPC.notFound ? undefined : true;
    }
  };
  await waitFor(isKnown, 30_000, 50);
}

async function prepareSearchAttributes(connection: Connection, namespace: string): Promise<boolean> {
  const before = await listSearchAttributes(connection, namespace);
  if (before === undefined) return false;
  const missing = SEARCH_ATTRIBUTES.filter((name) => before[name] === undefined);
  if (missing.length > 0) await addSearchAttributes(connection, namespace, missing);
  const after = missing.length > 0 ? await listSearchAttributes(connection, namespace) : before;
  for (const name of SEARCH_ATTRIBUTES) assertKeyword(name, after?.[name], namespace);
  return true;
}

function assertKeyword(name: string, type: number | undefined, namespace: string): void {
  if (type === IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD) return;
  const found = type === undefined ? 'does not exist' : `is of type ${IndexedValueType[type] ?? type}`;
  throw new EngineError(
    'search-attribute-type',
    `The search attribute ${name} of the namespace "${namespace}" ${found}; Caseway needs a Keyword.`,
    `Remove it (temporal operator search-attribute remove -n ${namespace} --name ${name}) or use another namespace, then start again.`,
  );
}

async function listSearchAttributes(connection: Connection, namespace: string): Promise<Record<string, number> | undefined> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return customAttributes ?? {};
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw notAnswering(error);
  }
}

async function addSearchAttributes(connection: Connection, namespace: string, names: readonly string[]): Promise<void> {
  const keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  try {
    const searchAttributes = Object.fromEntries(names.map((name) => [name, keyword]));
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if (grpcCode(error) === GRPC.alreadyExists) return;
    const options = names.map((name) => `--name ${name} --type Keyword`).join(' ');
    throw new EngineError(
      'search-attribute-refused',
      `The namespace "${namespace}" does not let the search attributes ${names.join(', ')} be added (${reasonOf(error)}).`,
      `Let an administrator add them: temporal operator search-attribute create -n ${namespace} ${options}`,
      { cause: error },
    );
  }
}

function days(count: number): { seconds: Long } {
  // The generated types ask for a Long; a plain number is what the encoder takes as well.
  return { seconds: (count * 86_400) as unknown as Long };
}

type Long = NonNullable<NonNullable<temporal.api.namespace.v1.INamespaceConfig['workflowExecutionRetentionTtl']>['seconds']>;

function isForbidden(error: unknown): boolean {
  const code = grpcCode(error);
  return code === GRPC.permissionDenied || code === GRPC.unimplemented;
}

function grpcCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
}

function notAnswering(error: unknown): EngineError {
  return new EngineError(
    'temporal-not-answering',
    `The Temporal service does not answer (${reasonOf(error)}).`,
    'Check its address and that it runs.',
    { cause: error },
  );
}
