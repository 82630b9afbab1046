import { useQuery } from '@tanstack/react-query';
import { ask, type Link } from '../shapes';

/** Why two records are, or are not, one person. */
export const useLink = (profile: string | undefined, left: number | undefined, right: number | undefined) =>
  useQuery({
    queryKey: ['link', profile, left, right],
    queryFn: ({ signal }) => ask<Link>('GET', '/api/v1/profiles/{id}/links', { params: { id: profile ?? '' }, search: { left: String(left), right: String(right) }, signal }),
    enabled: profile !== undefined && left !== undefined && right !== undefined && left !== right,
  });
