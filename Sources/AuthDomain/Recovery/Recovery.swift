/// The way back in, and the way to throw an intruder out.
///
/// Owns recovery codes, "This was not me", the freeze of factors, and what the help desk may start.
/// Does not own the second step itself (``SignIn``) nor how a device comes to exist (``Registration``).
package enum Recovery {}
