import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';

/** The shape of what comes. */
export function PulseLoading() {
  return (
    <>
      <Card span={7} fill><Loading shape="card" /></Card>
      <Card span={5} fill><Loading shape="lines" /></Card>
      <Card span={12}><Loading shape="lines" /></Card>
      <Card span={8} fill><Loading shape="chart" /></Card>
      <Card span={4} fill><Loading shape="card" /></Card>
    </>
  );
}
