/* Answers of routes that the generated schema does not name yet. */
import type { Estimate, Figure, Shortfall } from '@/ui/estimate/figure';
import type { Schemas } from './client';

type Question = Schemas['Question'];
export type Unit = 'scale' | 'percentage_points';

export type Reach = { threshold: number; step: number; share: number; count: number; n: number };

export type Driver = {
  question: Question;
  share: Estimate;
  relative_weight_pct: number;
  std_beta: number | null;
  correlation: number | null;
  vif: number | null;
  performance_pct: number | null;
  negative: boolean;
  effect: Estimate | null;
  reach: Reach;
  rise: Estimate | null;
  rank: number[];
};

export type Cluster = { questions: number[]; strongest_correlation: number; together: Estimate; first_share: Record<string, number> };
export type PriorityWarning = { code: string; question_id: number | null; detail: string; rows_lost?: number | null };

export type Priorities = {
  outcome: Question;
  unit: Unit;
  n: number;
  rows_left_out: number;
  left_out_because: { question_id: number; empty: number }[];
  r2: number | null;
  verdict: 'ranked' | 'tied' | 'refused';
  hard_to_tell_apart: boolean;
  halo: { strongest_correlation: number; strongest: number[]; mean_correlation: number } | null;
  reason: Shortfall | null;
  drivers: Driver[];
  tiers: number[][];
  priority_tiers: { ids: number[]; clear: boolean }[];
  clusters: Cluster[];
  warnings: PriorityWarning[];
  method: { name: 'lmg' | 'relative_weights'; draws: number; seed: number; rows: 'rows' | 'patterns' | 'blocks' };
  label: string;
};

export type WhatIfAnswer = {
  driver: Question;
  outcome: Question;
  unit: Unit;
  threshold: number;
  step: number;
  part: number;
  now: { share: number; count: number };
  then: { share: number; count: number };
  moved: number;
  spared: number;
  rise: Estimate | null;
  reason: Shortfall | null;
  outcome_now: Figure;
  outcome_then: Figure;
  dots: number[];
  refute: { code: string; share: number | null; answers: number | null; days: number | null; at_least: number | null };
};

export type Verbatim = {
  id: string;
  source: { id: number; name: string };
  kind: string;
  mode: string;
  occurred_at: string;
  time_known: boolean;
  channel: string | null;
  touchpoint: string | null;
  language: string | null;
  text: string | null;
  matches: { start: number; end: number }[];
  answers: { question_id: number; value: number }[];
  attributes: { attribute_id: number; value: string }[];
  customer: string | null;
};

export type FacetValue = { value: string; count: number };
export type Facets = {
  language: FacetValue[];
  channel: FacetValue[];
  touchpoint: FacetValue[];
  source: FacetValue[];
  attributes: { attribute: { id: number; name: string; kind: string }; values: FacetValue[] }[];
  scores: { question: Question; values: { value: number; count: number }[] }[];
};

export type VoicesPage = { total: number; with_filter_total: number; items: Verbatim[]; next: string | null; facets: Facets | null };
export type SignalsPage = { items: Verbatim[]; next: string | null; total: number };

export type SignalRecord = Verbatim & {
  received_at: string;
  row: number | null;
  record_key: string | null;
  identifiers: string[];
  rest: Record<string, unknown> | null;
  mapping: { name: string; version: number | null } | null;
  import_id: number;
  as_received: Record<string, string> | null;
  set_aside: Record<string, unknown> | null;
  trail: { at: string; what: string }[];
};

export type CustomerEntry = { key: string; signals: number; texts: number; last_seen: string | null; sources: string[] };
export type CustomersPage = { items: CustomerEntry[]; next: string | null; total: number };

export type CustomerValue = {
  name: string;
  kind: 'identity' | 'descriptive' | 'attitudinal' | 'behavioural';
  value: string;
  source: string;
  since: string | null;
  others: { value: string; source: string; since: string | null; why: 'older' | 'disagrees' | 'agrees' }[];
};

export type Customer = {
  key: string;
  identifiers: string[];
  first_seen: string | null;
  last_seen: string | null;
  signals: number;
  texts: number;
  answered: number;
  sources: string[];
  languages: string[];
  values: CustomerValue[];
  timeline: { items: Verbatim[]; next: string | null; total: number };
};
