/// Who is there: finding people, and administering their accounts in the console.
///
/// Owns searching and listing, exporting the list, and who of the staff may see and change what of an account. Does
/// not own what an account is (``Accounts``), nor how people are helped back in (``HelpDesk``).
package enum People {}
