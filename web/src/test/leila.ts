import type { Customer, Link, Review } from '@/pillars/profiles/shapes';

/** An invented customer of three records, for tests. */
export const leila: Customer = {
  id: 'P-LEILA', asked_for: 'P-LEILA', former_ids: ['P-TILL'], name: 'Leila Marandi', first_seen: '2023-11-14T00:00:00Z', last_seen: '2026-11-20T00:00:00Z', signals: 39, texts: 4, answered: 2,
  sources: ['App', 'Mail', 'Shop till'], languages: ['fa', 'en'],
  records: [
    { id: 1, source: 'App', source_id: 1, customer: 'user:118', first_seen: '2023-11-14T00:00:00Z', last_seen: '2026-11-20T00:00:00Z', signals: 20, joined: null },
    { id: 2, source: 'Mail', source_id: 2, customer: 'email:leila@example.org', first_seen: '2024-01-02T00:00:00Z', last_seen: '2026-10-01T00:00:00Z', signals: 5, joined: { at: '2024-01-02T00:00:00Z', by: 'identifier', fact: 4, weight: null } },
    { id: 3, source: 'Shop till', source_id: 3, customer: 'loyalty:5520', first_seen: '2026-02-01T00:00:00Z', last_seen: '2026-11-09T00:00:00Z', signals: 14, joined: { at: '2026-11-09T00:00:00Z', by: 'evidence', fact: 9, weight: 12.2 } },
  ],
  identifiers: [
    { identifier: 'email:leila@example.org', records: [1, 2], shared: false, first_seen: '2023-11-14T00:00:00Z', last_seen: '2026-11-20T00:00:00Z' },
    { identifier: 'phone:+351900000418', records: [1, 3], shared: true, first_seen: '2023-11-14T00:00:00Z', last_seen: '2026-11-20T00:00:00Z' },
    { identifier: 'loyalty:5520', records: [3], shared: false, first_seen: '2026-02-01T00:00:00Z', last_seen: '2026-11-09T00:00:00Z' },
  ],
  values: [
    {
      by: 'attribute', attribute_id: 5, question_id: null, name: 'language', kind: 'identity', value: 'fa', source: 'Mail', record: 2, at: '2026-06-02T00:00:00Z', confidence: 0.8, purposes: ['contact'], pinned: false,
      why: {
        rule: 'more_trusted',
        candidates: [
          { value: 'fa', source: 'Mail', record: 2, at: '2026-06-02T00:00:00Z', times: 3, valid: true, score: 0.8, verdict: 'kept', reason: 'more_trusted', standard: null, country: null },
          { value: 'en', source: 'App', record: 1, at: '2026-11-20T00:00:00Z', times: 1, valid: true, score: 0.2, verdict: 'set_aside', reason: 'less_trusted', standard: null, country: null },
        ],
      },
    },
    { by: 'count', attribute_id: null, question_id: null, name: 'top_up', kind: 'behavioural', value: '41', source: 'App', record: null, at: '2026-11-20T00:00:00Z', confidence: null, purposes: [], pinned: false, why: null },
  ],
  relations: [
    { id: 7, type: 'household', other: { id: 'P-DARIUSH', name: 'Dariush Marandi' }, role: null, since: null, until: null, inferred: true, evidence: ['same_address', 'same_surname'], probability: 0.93, by: null },
    { id: 8, type: 'guardian', other: { id: 'P-PARVIN', name: 'Parvin Marandi' }, role: 'ward', since: '2024-05-01', until: null, inferred: false, evidence: [], probability: null, by: 'Ada' },
  ],
  consents: [{ purpose: 'contact', given: false, at: '2026-02-04T00:00:00Z', subject: 'loyalty:5520', kind: 'statement', evidence: 'form 12' }],
  history: [
    { fact: 9, at: '2026-11-09T00:00:00Z', kind: 'profiles_merged', by: 'resolver', records: [3], profiles: ['P-LEILA', 'P-TILL'], who: null, why: null, weight: 12.2, can_undo: true },
    { fact: 4, at: '2024-01-02T00:00:00Z', kind: 'profiles_merged', by: 'identifier', records: [2], profiles: ['P-LEILA', 'P-MAIL'], who: null, why: null, weight: null, can_undo: true },
  ],
  quality: { score: 0.81, completeness: { have: 5, of: 8 }, validity: { have: 9, of: 9 }, consistency: { have: 2, of: 3 }, timeliness: { have: 4, of: 5 } },
  left_out: [],
};

const family = { field: 'last_name', level: 'alike', bits: 6.4, left: 'Marandi', right: 'Merandi', share_of_people: 0.0004 };
const city = { field: 'city', level: 'different', bits: -1.9, left: 'Porto', right: 'Braga', share_of_people: null };

/** Why her app and her card at the till are one person. */
export const link: Link = {
  left: { record: 1, profile: 'P-LEILA', source: 'App', customer: 'user:118', values: [{ field: 'phone', value: '+351900000418' }, { field: 'last_name', value: 'Marandi' }, { field: 'city', value: 'Porto' }] },
  right: { record: 3, profile: 'P-LEILA', source: 'Shop till', customer: 'loyalty:5520', values: [{ field: 'phone', value: '+351900000418' }, { field: 'last_name', value: 'Merandi' }, { field: 'city', value: 'Braga' }] },
  prior: -20.1,
  parts: [
    { field: 'phone', level: 'exact', bits: 17.8, left: '+351900000418', right: '+351900000418', share_of_people: 0.000002 }, family, city,
    { field: 'birth_date', level: 'missing', bits: 0, left: null, right: '1990-02-11', share_of_people: null },
  ],
  weight: 2.2, probability: 0.82, found_by: 'phone', objections: [], path: [1, 3], strongest_against: city, would_change: [{ code: 'field_different', field: 'phone', bits: -16.2 }],
};

/** Two pairs in doubt. */
export const doubtful: Review[] = [
  {
    id: '21-22', left: { record: 21, profile: 'P-SARA', source: 'App', name: 'Sara Amini', signals: 3, values: [{ field: 'first_name', value: 'Sara' }] },
    right: { record: 22, profile: 'P-SARAH', source: 'Mail', name: 'Sarah Amini', signals: 3, values: [{ field: 'first_name', value: 'Sarah' }] }, weight: 1.2, probability: 0.7, joined: false, drawn: false, worth: 3, because: 'near_threshold',
  },
  {
    id: '31-32', left: { record: 31, profile: 'P-LIWEI', source: 'App', name: 'Li Wei', signals: 3, values: [] }, right: { record: 32, profile: 'P-WEILI', source: 'Mail', name: 'Wei Li', signals: 3, values: [] }, weight: -0.4, probability: 0.43, joined: true, drawn: false, worth: 2,
    because: 'many_signals',
  },
];
