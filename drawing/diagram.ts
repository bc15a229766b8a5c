// A process as a drawing: from its compiled form and its texts to an SVG in one of its languages.

import type { Process, Texts } from '../process/process';
import { wayLabel } from './cards';
import { layoutProcess } from './layout';
import type { Speech } from './say';
import { reasonTitle, speechOf, stageTitle } from './say';
import { renderSvg } from './svg';

/**
 * The SVG of a process. Texts are those of the language asked for, and where it lacks one those of the process's own. Pure: the
 * same process, texts and language give the same bytes. Texts and ids are escaped; the drawing holds no script and asks for nothing.
 */
export function drawProcess(process: Process, texts: Record<string, Texts>, language: string): string {
  const speech = speechOf(process, texts, language);
  const title = speech.text('title') ?? process.id;
  return renderSvg(layoutProcess(speech), { id: `diagram-${process.id}`, language, title, description: describe(speech) });
}

/** The ways in words: what the arrows show. */
function describe(speech: Speech): string {
  const { words, process } = speech;
  return process.stages
    .map((stage) => {
      const ways = stage.next.map((way) => {
        const to = 'to' in way ? stageTitle(speech, way.to) : `${words.closed} (${reasonTitle(speech, way.close)})`;
        const label = wayLabel(speech, way);
        return `${words.leadsTo} ${to}${label === '' ? '' : ` ${words.when} ${label}`}`;
      });
      return `${stageTitle(speech, stage.id)}: ${ways.join('; ')}.`;
    })
    .join(' ');
}
