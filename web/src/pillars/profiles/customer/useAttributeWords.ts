import { useTranslation } from 'react-i18next';

/** What sources call the same field of a person. */
const called = {
  full_name: ['full_name', 'name', 'customer_name'],
  first_name: ['first_name', 'first', 'given_name', 'forename'],
  last_name: ['last_name', 'last', 'family_name', 'surname'],
  birth_date: ['birth_date', 'date_of_birth', 'birthday', 'dob'],
  email: ['email', 'e_mail', 'mail'],
  phone: ['phone', 'telephone', 'mobile', 'phone_number'],
  street: ['street', 'address', 'street_address'],
  house_number: ['house_number'],
  city: ['city', 'town'],
  region: ['region', 'state', 'province'],
  postcode: ['postcode', 'postal_code', 'zip', 'zip_code'],
  country: ['country'],
  occupation: ['occupation', 'job'],
  organisation: ['organisation', 'organization', 'company'],
} as const;
type Known = keyof typeof called;
const fields = new Map(Object.entries(called).flatMap(([field, names]) => names.map((name) => [name, field as Known] as const)));

/** A field of a person in the reader's language, where it is one that everybody has; undefined for a field of the data's own. */
export function useAttributeWords(): (name: string) => string | undefined {
  const { t } = useTranslation('identity');
  return (name) => {
    const field = fields.get(name.toLowerCase().replaceAll(/[\s-]+/g, '_') as never);
    return field === undefined ? undefined : t(`field.${field}`);
  };
}
