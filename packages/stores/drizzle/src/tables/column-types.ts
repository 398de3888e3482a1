/** How a dialect declares a column for each kind of member, by its name in the database. All but `nullable` are NOT NULL. */
export interface ColumnTypes<Builder> {
  /** The primary key: an id of 21 characters. */
  key(name: string): Builder;
  /** An id that is compared byte for byte. */
  reference(name: string): Builder;
  /** Where a database wants a length, at most `length` characters of ASCII. */
  text(name: string, length: number): Builder;
  /** At most `length` bytes of any text, or null. */
  nullable(name: string, length: number): Builder;
  whole(name: string): Builder;
  /** To the millisecond, from 1970 to 9999. */
  moment(name: string): Builder;
  flag(name: string): Builder;
  json(name: string): Builder;
}
