import type { Served } from '@/api/read';

/** What the routes of identity tell, by the words of these pages. */
export type FoundCustomer = Served['ProfileEntry'];
export type Customer = Served['ProfileView'];
export type KnownRecord = Served['RecordView'];
export type KnownValue = Served['ValueView'];
export type Relation = Served['RelationView'];
export type HistoryEntry = Served['HistoryEntry'];
export type Quality = Served['ProfileQuality'];
export type Link = Served['LinkView'];
export type EvidencePart = Served['LinkPart'];
export type Undone = Served['ChangeView'];
export type ReviewsPage = Served['ReviewPage'];
export type Review = Served['ReviewItem'];
export type Identity = Served['IdentityView'];
export type Policy = Served['IdentifierPolicy'];
export type Refused = Served['RefusedEntry'];
export type Trust = Served['TrustEntry'];
export type StoreLine = Served['StoreProof'];
export type Forecast = Served['ErasureForecast'];
export type Proof = Served['ErasureProof'];
