package io.tocsin.condition;

/** What the terms and tables of an expression come to. */
public interface Leaves {

  /** All that they can come to, whatever the logs and the group. */
  Leaves POSSIBLE =
      new Leaves() {
        @Override
        public Range term(Expression.TermValue term) {
          return term.term().measure().possible();
        }

        @Override
        public Range table(Expression.TableValue table) {
          return table.numberOfAny();
        }
      };

  /** What they come to in some group without a log. */
  Leaves NO_LOGS =
      new Leaves() {
        @Override
        public Range term(Expression.TermValue term) {
          return term.term().measure().value(null, false);
        }

        @Override
        public Range table(Expression.TableValue table) {
          return table.numberOfAny();
        }
      };

  /** What a term comes to. */
  Range term(Expression.TermValue term);

  /** What a table comes to. */
  Range table(Expression.TableValue table);

  /** What they come to in one slot of one group. */
  static Leaves of(TermValues values) {
    return new Leaves() {
      @Override
      public Range term(Expression.TermValue term) {
        return values.value(term.index());
      }

      @Override
      public Range table(Expression.TableValue table) {
        return table.numberOf(values.groupValue(table.field()));
      }
    };
  }
}
