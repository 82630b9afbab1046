import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { edit, one } from '@/app/address/search';
import { useSearchState } from '@/app/address/useSearchState';
import type { Catalogue } from '@/app/view/catalogue';
import { pulseQueryKey, type PulseView } from './usePulse';

/** Writes the source and the score that the server chose into an address that names none, so that a copied link shows the same tomorrow. */
export function useNamedSource(pulse: PulseView | undefined, catalogue: Catalogue | undefined): void {
  const queries = useQueryClient();
  const router = useRouter();
  const [search, change] = useSearchState();
  useEffect(() => {
    const question = pulse?.scores[0]?.question.id;
    // Who has left for another view is not called back.
    if (pulse === undefined || catalogue === undefined || question === undefined || one(search, 'source') !== undefined || router.latestLocation.pathname !== '/pulse') return;
    const named = { source: String(pulse.source.id), question: String(question) };
    // The answer that is here is the answer to the named address too; it is not asked for twice.
    queries.setQueryData(pulseQueryKey(edit(search, named), catalogue), pulse);
    change(named, { replace: true });
  }, [pulse, catalogue, search, change, queries, router]);
}
