import type { Customer, HistoryEntry } from '../shapes';

export type Part = { profile: string; records: number[]; signals: number };

/** What taking a join apart gives back: both customers as they were before it, and what goes with the one that leaves. */
export function givesBack({ records, identifiers, consents }: Pick<Customer, 'records' | 'identifiers' | 'consents'>, { records: came, profiles }: Pick<HistoryEntry, 'records' | 'profiles'>) {
  const gone = new Set(came);
  const part = (profile: string, leaves: boolean): Part => {
    const of = records.filter(({ id }) => gone.has(id) === leaves);
    return { profile, records: of.map(({ id }) => id), signals: of.reduce((sum, { signals }) => sum + signals, 0) };
  };
  const own = identifiers.filter(({ records: of }) => of.length > 0 && of.every((id) => gone.has(id))).map(({ identifier }) => identifier);
  return {
    stays: part(profiles[0] ?? '', false),
    leaves: part(profiles[1] ?? '', true),
    identifiers: own,
    consents: consents.filter(({ subject }) => own.includes(subject)).length,
  };
}

/** The newest join that brought two records together, when it can be taken apart. */
export const joinOf = (history: readonly HistoryEntry[], left: number, right: number): HistoryEntry | undefined =>
  history.filter(({ kind, records, can_undo }) => can_undo && kind === 'profiles_merged' && records.includes(left) !== records.includes(right)).toSorted((a, b) => b.fact - a.fact)[0];
