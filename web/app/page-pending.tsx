import { Center, Loader } from '@mantine/core';

/** Stands where a page will be. */
export function PagePending() {
  return (
    <Center mih="40vh">
      <Loader color="teal" type="dots" />
    </Center>
  );
}
