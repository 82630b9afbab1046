import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { read, type Served } from '@/api/read';

export type Customer = Served['CustomerRecord'];
export type HeldValue = Served['HeldValue'];

/** Customers by a part of any identifier; those with the most signals first. */
export const useCustomers = (words: string | undefined) =>
  useInfiniteQuery({
    queryKey: ['customers', words],
    queryFn: ({ pageParam, signal }) => read('/api/v1/customers', { search: { take: '50', ...(words === undefined ? {} : { q: words }), ...(pageParam === undefined ? {} : { after: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });

/** What we hold of one customer. */
export const useCustomer = (key: string) =>
  useQuery({ queryKey: ['customer', key], queryFn: ({ signal }) => read('/api/v1/customers/{key}', { params: { key }, signal }) });

/** One customer's signals from every channel, the newest first. */
export const useTimeline = (key: string) =>
  useInfiniteQuery({
    queryKey: ['timeline', key],
    queryFn: ({ pageParam, signal }) => read('/api/v1/customers/{key}/timeline', { params: { key }, search: { take: '100', ...(pageParam === undefined ? {} : { after: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
