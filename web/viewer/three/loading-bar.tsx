import { Progress, Text } from '@mantine/core';

/** What is on its way, and which share of it has come. */
export function LoadingBar({ label, share }: { label: string; share: number }) {
  return (
    <div>
      <Text size="sm">{label}</Text>
      <Progress value={Math.max(share * 100, 3)} size="sm" aria-label={label} animated />
    </div>
  );
}
