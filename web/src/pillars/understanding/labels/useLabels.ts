import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, client } from '@/api/client';
import { read, type Served } from '@/api/read';

/** The document marks what the server works out as if it could be null; it never is. */
export type LabelSummary = Served['LabelSummary'];
export type LabelItem = Served['LabelItem'];
/** Present, absent; null where it cannot be told. */
export type Given = { item: LabelItem; present: boolean | null; said?: LabelSummary['said'] };

/** The next texts for the person who is signed in. They are asked for again only by hand: the one on the screen is not to change by itself. */
export const useLabelQueue = (detector: string | undefined) =>
  useQuery({
    queryKey: ['label-queue', detector],
    queryFn: ({ signal }) => read('/api/v1/labels/queue', { search: { detector: detector ?? '', take: '20' }, signal }),
    enabled: detector !== undefined,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** What the labels of a detector come to. */
export const useLabels = (detector: string | undefined) =>
  useQuery({ queryKey: ['labels', detector], queryFn: ({ signal }) => read('/api/v1/labels/{detector}', { params: { detector: detector ?? '' }, signal }), enabled: detector !== undefined });

type Label = { item: LabelItem; present: boolean | null };

/** Gives labels and takes them back, one after another in the order of the keys. */
export function useLabelling(detector: string, { onLabelled, onLost }: { onLabelled: (signal: string, said: LabelSummary['said']) => void; onLost: (signal: string) => void }) {
  const queries = useQueryClient();
  const told = (summary: unknown) => queries.setQueryData(['labels', detector], summary);
  const scope = { id: `label-${detector}` };
  const add = useMutation({
    scope,
    mutationFn: ({ item, present }: Label) => answer(client.POST('/api/v1/labels', { body: { signal: item.signal, detector, present } })),
    onSuccess: (summary, { item }) => {
      told(summary);
      onLabelled(item.signal, (summary as LabelSummary).said);
    },
    onError: (_, { item }) => onLost(item.signal),
  });
  const undo = useMutation({
    scope,
    mutationFn: () => answer(client.DELETE('/api/v1/labels/{detector}/last', { params: { path: { detector } } })),
    onSuccess: told,
  });
  return { add, undo };
}

/** Learns from the labels. What the detector says changes everywhere, so everything is asked again. */
export function useLearn(detector: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answer(client.POST('/api/v1/labels/{detector}/learn', { params: { path: { detector } } })),
    onSuccess: (summary) => {
      queries.setQueryData(['labels', detector], summary);
      return Promise.all(['detectors', 'voices', 'signal'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
    },
  });
}
