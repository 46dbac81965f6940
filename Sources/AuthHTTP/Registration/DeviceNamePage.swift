/// Step 1 of 3 of a registration: the "Device name" (`/profile/access/mobile/register`).
struct DeviceNamePage: Page {
    static let template = "device-name"

    var frame: PageFrame
    /// The name as typed before, unchanged, or empty.
    var deviceName: String = ""
    /// Why the name cannot be used and what to do next; shown at the field.
    var nameProblem: String? = nil
    /// An example in the hint, better with the person's own name: "Maria's Pixel 8".
    var example: String = "Maria's Pixel 8"
}
