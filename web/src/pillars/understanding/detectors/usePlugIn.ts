import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, client } from '@/api/client';
import { read, type Served } from '@/api/read';

export type PlugIn = Served['PlugInView'];
export type PlugInWish = Served['PlugInWish'];

/** What is set of the outside reader, what left for it and what came back. */
export const usePlugIn = () => useQuery({ queryKey: ['plug-in'], queryFn: ({ signal }) => read('/api/v1/understanding/plug-in', { signal }), refetchInterval: 10_000 });

/** Sets where it is and what it is asked. */
export function useSetPlugIn() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: (body: PlugInWish) => answer(client.PATCH('/api/v1/understanding/plug-in', { body })), onSuccess: () => queries.invalidateQueries() });
}

/** Switches its purpose on or off. */
export function useSwitchPlugIn(purpose: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ is_on, history }: { is_on: boolean; history: boolean }) => answer(client.POST('/api/v1/understanding/plug-in/switch', { body: { purpose, is_on, history } })),
    onSuccess: () => queries.invalidateQueries(),
  });
}

/** Asks it of a sentence of ours. */
export const useTestPlugIn = () => useMutation({ mutationFn: () => answer(client.POST('/api/v1/understanding/plug-in/test')) });
