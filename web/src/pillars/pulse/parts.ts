import type { Search } from '@/app/address/search';
import type { Scope } from '@/app/view/filter';
import type { Naming } from '@/app/view/useNaming';
import type { PulseView, ScoreView } from './usePulse';

/** What every part of the page is given. */
export type PulsePart = {
  pulse: PulseView;
  /** The score the page is about. */
  main: ScoreView;
  naming: Naming;
  search: Search;
  /** Where the page looks, the server's choice included; links to other pages carry it. */
  scope: Scope;
};
