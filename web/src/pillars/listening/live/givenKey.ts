/** A key made on one page for the page of its source: a secret must not stand in an address. Taken once. */
let given: string | null = null;

export const giveKey = (secret: string): void => {
  given = secret;
};

export function takeKey(): string | null {
  const secret = given;
  given = null;
  return secret;
}
