package org.sciml4j.io;

import java.util.Locale;
import ucar.nc2.Variable;
import ucar.nc2.time.Calendar;
import ucar.nc2.time.CalendarDate;
import ucar.nc2.time.CalendarDateUnit;

/**
 * Numbers on a time axis as dates: CF-1.8 section 4.4, to the millisecond.
 *
 * @param unit for example {@code days since 2000-01-01} in one of the CF calendars
 */
record CfTime(CalendarDateUnit unit) {
  /** The dates of a time coordinate, or null if its units name no reference date. */
  static CfTime of(Variable coordinate) {
    return of(CfAxes.text(coordinate, "units"), CfAxes.text(coordinate, "calendar"));
  }

  /** As {@link #of(Variable)}, an empty calendar being the standard one. */
  static CfTime of(String units, String calendar) {
    Calendar known = calendar.isEmpty() ? Calendar.getDefault() : Calendar.get(calendar);
    if (known == null || !namesReferenceDate(units)) {
      return null;
    }
    try {
      return new CfTime(CalendarDateUnit.withCalendar(known, units));
    } catch (IllegalArgumentException unknownUnits) {
      return null;
    }
  }

  /** Whether units count time from a date, in upper or lower case. */
  static boolean namesReferenceDate(String units) {
    return units.toLowerCase(Locale.ROOT).contains(" since ");
  }

  /** The date of a coordinate. */
  CalendarDate date(double coordinate) {
    return unit.makeCalendarDate(coordinate);
  }

  /** The coordinate of a date. */
  double number(CalendarDate date) {
    double start = unit.getBaseCalendarDate().getMillis();
    double one = unit.makeCalendarDate(1.0).getMillis() - start;
    return (date.getMillis() - start) / one;
  }
}
