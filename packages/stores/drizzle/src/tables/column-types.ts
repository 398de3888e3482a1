/** How a dialect declares a column for each kind of member, by its name in the database. All but `nullable` are NOT NULL. */
export interface ColumnTypes<Builder> {
  /** The primary key: an id of 21 characters. */
  primaryKey(name: string): Builder;
  /** An id that is compared byte for byte. */
  key(name: string): Builder;
  /** Where a database wants a length, at most `length` characters of ASCII. */
  text(name: string, length: number): Builder;
  /** At most `length` bytes of any text, or null. */
  nullable(name: string, length: number): Builder;
  integer(name: string): Builder;
  /** To the millisecond, from 1970 to 9999. */
  timestamp(name: string): Builder;
  boolean(name: string): Builder;
  json(name: string): Builder;
}
