// The worked example of the process language, as far as it has no referral, meeting, agreement or list.

import { answered, call, compare, fact, field, is, not, or, value } from '../process/conditions';
import type { ProcessSource } from './processes';

const given = fact('consent.given');
const reasonIsNot = (of: string) => compare(fact('reason'), 'ne', value(of));

export const CHILD_PROTECTION: ProcessSource = {
  stages: {
    registration: {
      tasks: {
        screening: {
          may: ['child_name', 'birth_date'], must: ['eligible', 'risk'], due: '24 hours', late: [{ tell: 'supervisor' }],
        },
        informed_consent: { when: field('eligible'), must: ['consent'], due: '3 working days' },
      },
      next: [{ when: not(field('eligible')), close: 'not_eligible' }, { when: given, to: 'assessment' }],
    },
    assessment: {
      tasks: {
        initial_assessment: {
          must: ['risk'],
          due: { depends_on: 'risk', immediate: '24 hours', high: '72 hours', medium: '5 working days', low: '7 working days' },
          remind: ['1 day'],
        },
        comprehensive_assessment: { after: ['initial_assessment'], must: ['complex'], due: '30 days' },
      },
      next: [{ to: 'planning' }],
    },
    planning: {
      tasks: {
        case_plan: { may: ['outcome'], due: '10 working days', approve: [{ who: 'supervisor', due: '2 working days' }] },
        case_conference: { when: field('complex'), who: 'supervisor', due: '10 working days' },
      },
      next: [{ to: 'implementation' }],
    },
    implementation: { next: [{ when: answered('outcome'), close: 'resolved' }] },
  },
  reviews: {
    follow_up: {
      must: ['risk'], may: ['outcome'], first: '2 weeks', countFrom: 'last', remind: ['3 days', '1 day'],
      every: { depends_on: 'risk', immediate: '1 week', high: '1 week', medium: '2 weeks', low: '1 month' },
      late: [
        { after: '1 working day', tell: 'case_worker' },
        { after: '2 working days', tell: 'supervisor' },
        { after: '5 working days', tell: 'manager', repeat: '2 working days' },
      ],
    },
  },
  alerts: {
    immediate_risk: {
      raiseWhen: is('risk', 'immediate'),
      raisedBy: ['case_worker', 'supervisor'],
      acknowledge: [{ who: 'supervisor', within: '1 hour' }, { who: 'manager', within: '2 hours' }, { who: 'manager', within: '1 hour' }],
      tasks: { urgent_protection: { must: ['safety_measures'], due: '24 hours' } },
      resolve: { who: 'supervisor', must: ['risk'] },
    },
  },
  atAnyTime: [{ when: compare(call('age', field('birth_date')), 'ge', value(18)), close: 'of_age' }],
  closure: {
    reasons: ['resolved', 'not_eligible', 'of_age'],
    must: [
      compare(fact('alerts.open'), 'eq', value(0)),
      or(answered('outcome'), reasonIsNot('resolved')),
    ],
    approve: [{ who: 'supervisor', due: '5 working days' }],
  },
};

