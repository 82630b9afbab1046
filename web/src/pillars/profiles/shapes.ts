import { answer, client } from '@/api/client';
import type { Served } from '@/api/read';
import { type Search, writeSearch } from '@/app/address/search';
import type { Figure } from '@/ui/estimate/figure';

/** What the routes of identity tell, until the document of the server names them. */
type LeftOut = Served['LeftOut'];

export type FoundCustomer = {
  id: string; name: string | null; identifiers: string[]; records: number; signals: number; texts: number; last_seen: string; sources: string[];
  match: { by: string; value: string; score: number } | null;
};
export type CustomersPage = { items: FoundCustomer[]; next: string | null; total: number; left_out: LeftOut[] };

export type JoinedHow = { at: string; by: string; fact: number; weight: number | null };
export type KnownRecord = { id: number; source: string; source_id: number; customer: string; first_seen: string; last_seen: string; signals: number; joined: JoinedHow | null };
export type KnownIdentifier = { identifier: string; records: number[]; shared: boolean; first_seen: string; last_seen: string };
export type ValueCandidate = { value: string; source: string; record: number; at: string; times: number; valid: boolean; score: number; verdict: string; reason: string };
export type KnownValue = {
  by: string; attribute_id: number | null; question_id: number | null; name: string; kind: string; value: string; source: string; record: number | null; at: string; confidence: number | null;
  purposes: string[]; pinned: boolean; why: { rule: string; candidates: ValueCandidate[] } | null;
};
export type Relation = { id: number; type: string; other: { id: string; name: string | null }; role: string | null; since: string | null; until: string | null; inferred: boolean; evidence: string[]; probability: number | null };
export type ConsentWord = { purpose: string; given: boolean; at: string; subject: string; kind: string; evidence: string };
export type HistoryEntry = { fact: number; at: string; kind: string; by: string | null; who: string | null; why: string | null; records: number[]; profiles: string[]; left: number | null; right: number | null; weight: number | null; can_undo: boolean };
export type ShareOf = { have: number; of: number };
export type Quality = { score: number | null; completeness: ShareOf; validity: ShareOf; consistency: ShareOf; timeliness: ShareOf };
export type Customer = {
  id: string; asked_for: string; former_ids: string[]; name: string | null; first_seen: string | null; last_seen: string | null; signals: number; texts: number; answered: number; sources: string[]; languages: string[];
  records: KnownRecord[]; identifiers: KnownIdentifier[]; values: KnownValue[]; relations: Relation[]; consents: ConsentWord[]; history: HistoryEntry[]; quality: Quality; left_out: LeftOut[];
};
export type Timeline = Served['VerbatimPage'];

export type EvidencePart = { field: string; level: string; bits: number; left: string | null; right: string | null; share_of_people: number | null };
export type LinkSide = { record: number; profile: string; source: string; customer: string | null; values: { field: string; value: string }[] };
export type Link = {
  left: LinkSide; right: LinkSide; prior: number; parts: EvidencePart[]; weight: number; probability: number; found_by: string | null; objections: string[]; path: number[];
  strongest_against: EvidencePart | null; would_change: { code: string; field: string | null; bits: number | null }[];
};
export type Undone = { fact: number | null; profiles: string[] };

export type ReviewSide = { record: number; profile: string | null; source: string | null; name: string | null; signals: number; values: { field: string; value: string }[] };
export type Review = { id: string; left: ReviewSide; right: ReviewSide; weight: number; probability: number; joined: boolean; drawn: boolean; worth: number; because: string };
export type ReviewsPage = { items: Review[]; next: string | null; total: number; reviewed: number; precision: Figure; left_out: LeftOut[] };

export type IdentityModel = { version: number; fitted_at: string; fitted_on: number; estimated_precision: number | null; estimated_recall: number | null; threshold: number };
export type Refit = { fitted_at: string; fitted_on: number; agreement: number; estimated_precision: number | null; estimated_recall: number | null; threshold: number; changed_profiles: number; adopted: number | null };
export type Identity = { records: number; profiles: number; largest: number; model: IdentityModel | null; waiting: Refit | null; behind: { signals: number; records: number; trouble: string | null } };
export type Policy = {
  namespace: string; blocked: string[]; blocked_patterns: string[]; limit: number | null; window_days: number | null; per_source: boolean; exclusive: boolean; priority: number; shared_beyond: number;
};
export type SharedValue = { kind: string; masked: string; value: string | null; people: number; limit: number; records: number; reason: string };

export type Trust = { source_id: number; source: string; trust: number };

export type StoreLine = { store: string; searched: number; found: number; erased?: number; left: { count: number; reason: string }[] };
type Mention = { signal: string; place: string; kind: string; start: number; length: number };
export type Forecast = { dry_run: boolean; records: number; identifiers: number; shared: number; stores: StoreLine[]; mentions: Mention[] };
export type Proof = {
  id: number; state: string; asked_at: string; done_at: string | null; by: string; why: string; again: number | null; records: number; identifiers: number; shared: number; stores: StoreLine[]; mentions: Mention[];
  checks: { check: string; ok: boolean; count: number; detail: string }[]; compacted_at: string | null; previous: string; hash: string;
};
export type Proofs = { items: Proof[]; chain_holds: boolean };

type Ask = { params?: Record<string, string | number>; search?: Search; signal?: AbortSignal; body?: unknown };
type Call = (path: string, init: unknown) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** Asks a route that the document does not name yet. */
export async function ask<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, { params = {}, search = {}, signal, body }: Ask = {}): Promise<T> {
  const call = client[method] as unknown as Call;
  return (await answer(call(path, { params: { path: params, query: search }, querySerializer: (query: Search) => writeSearch(query).slice(1), signal, body }))) as T;
}
