/// The pages under `/admin/`: which role may see and do what there, and what the overview counts.
///
/// Owns the table of roles and permissions, and the counters behind the overview. Does not own what the
/// permissions lead to: helping people is ``HelpDesk``, keys are ``APIKeys``, messages ``Delivery``.
package enum Console {}
