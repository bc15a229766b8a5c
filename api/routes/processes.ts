// The agency's processes: which there are, whether a new text of one is without mistakes, and publishing it.

import { Type } from 'typebox';
import type { CompiledProcess } from '../../language/compile';
import { compileFolder } from '../../language/folder';
import type { Problem } from '../../language/problems';
import { hasErrors } from '../../language/problems';
import { languageOfRequest } from '../error-answers';
import { ApiError } from '../problem';
import type { Routes } from '../route';
import { reads } from '../route';
import { Checked, ProcessListed, PublishedProcess } from '../schemas/answers';
import type { Of } from '../schemas/parts';
import { CheckProcess, PublishProcess, WritingHeaders } from '../schemas/requests';
import { leadOf, signedIn } from '../sign-in';
import { titlesOfAll } from '../titles';

const DEFINITION_LIMIT_BYTES = 1_048_576;

export const processRoutes: Routes = (app, { records }) => {
  app.get(
    '/v1/processes',
    { schema: { operationId: 'listProcesses', tags: ['Processes'], summary: 'List the versions of your agency\'s processes', response: reads(Type.Object({ processes: Type.Array(ProcessListed) })) } },
    async (request) => {
      const { agency } = signedIn(request).actor;
      const versions = await records.listProcesses(agency);
      const ids = [...new Set(versions.map((one) => one.process))];
      const titles = await titlesOfAll(records, agency, ids, languageOfRequest(request));
      const used = new Set((await Promise.all(ids.map(async (id) => ((await records.rulesFor(agency, id)) ? [id] : [])))).flat());
      return { processes: versions.map((one) => ({ ...one, title: titles.get(one.process)?.('title') ?? one.process, inUse: used.has(one.process) })) };
    },
  );

  app.post(
    '/v1/processes/check',
    { bodyLimit: DEFINITION_LIMIT_BYTES, schema: { operationId: 'checkProcess', tags: ['Processes'], summary: 'Check a process: every mistake with its place and its fix', body: CheckProcess, response: reads(Checked) } },
    async (request) => ({ problems: compile(request.body).problems }),
  );

  app.post(
    '/v1/processes',
    { bodyLimit: DEFINITION_LIMIT_BYTES, schema: { operationId: 'publishProcess', tags: ['Processes'], summary: 'Publish a process; new cases start with it', headers: WritingHeaders, body: PublishProcess, response: reads(PublishedProcess) } },
    async (request) => {
      const actor = leadOf(signedIn(request));
      const { problems, compiled } = compile(request.body);
      if (!compiled) throw new ApiError('process-has-problems', { problems });
      const { process, hash, texts, sourceMap } = compiled;
      const { changed } = await records.publish({ agency: actor.agency, processes: [{ compiled: process, source: request.body.source, sourceMap, texts }] });
      return { process: process.id, hash, changed, inUse: (await records.rulesFor(actor.agency, process.id)) !== null, problems };
    },
  );
};

/** Compiles as `caseway check` does: problems name the files as they would stand in the definitions folder. */
function compile({ process, source, texts = {} }: Of<typeof CheckProcess>): { problems: Problem[]; compiled?: Required<CompiledProcess> } {
  const translations = Object.entries(texts).map(([language, text]) => [`texts/${process}.${language}.yaml`, text]);
  const { problems, processes } = compileFolder({ [`processes/${process}.yaml`]: source, ...Object.fromEntries(translations) });
  const compiled = processes[process];
  return hasErrors(problems) || !isWhole(compiled) ? { problems } : { problems, compiled };
}

const isWhole = (compiled: CompiledProcess | undefined): compiled is Required<CompiledProcess> =>
  compiled?.process !== undefined && compiled.hash !== undefined;
