/// Helping people back in without being able to take their account over.
///
/// Owns who of the staff may do what to whom, re-registrations that the help desk starts, and temporary
/// bypass codes. Does not own how a device comes to exist (``Registration``), the second step itself
/// (``SignIn``), what people can do for themselves (``Recovery``), nor how long they may object (``Policy``).
package enum HelpDesk {}
