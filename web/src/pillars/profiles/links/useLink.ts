import { useQuery } from '@tanstack/react-query';
import { read } from '@/api/read';

/** Why two records are, or are not, one person. */
export const useLink = (profile: string | undefined, left: number | undefined, right: number | undefined) =>
  useQuery({
    queryKey: ['link', profile, left, right],
    queryFn: ({ signal }) => read('/api/v1/profiles/{id}/links', { params: { id: profile ?? '' }, search: { left: String(left), right: String(right) }, signal }),
    enabled: profile !== undefined && left !== undefined && right !== undefined && left !== right,
  });
