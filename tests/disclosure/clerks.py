"""Ordinary sentences as clerks of a province's department write them: reasons, difficulties, notes, proposals.

None names a person or tells of a few. `ORDINARY` was written before the vocabulary, which was then taught what was held
back of it; `UNSEEN` was written after, and nothing was taught because of it: it shows what a new workbook must expect.
"""

ORDINARY = """
Tỉnh chưa thống kê được số liệu do phần mềm mới triển khai từ ngày 26 tháng 4 năm 2019
Một số huyện chưa báo cáo
Kinh phí được cấp chậm so với kế hoạch
Cơ sở cai nghiện ma túy số 1 đang sửa chữa
Do tỉnh chưa có cơ sở cai nghiện ma túy nên không đánh giá chỉ tiêu này
Kinh phí Trung ương hỗ trợ còn hạn chế, ngân sách địa phương chưa cân đối được
Đội ngũ cán bộ làm công tác cai nghiện ở cấp xã chủ yếu kiêm nhiệm, thường xuyên thay đổi
Cán bộ y tế chưa được tập huấn về điều trị cắt cơn, giải độc
Cơ sở vật chất xuống cấp, chưa đáp ứng yêu cầu tiếp nhận người nghiện
Người nghiện chưa tự giác khai báo tình trạng nghiện ma túy
Gia đình người nghiện chưa phối hợp với chính quyền địa phương
Việc xác định tình trạng nghiện còn nhiều khó khăn do thiếu cán bộ có chuyên môn
Các xã, phường, thị trấn chưa thành lập Tổ công tác cai nghiện ma túy
Chưa có hướng dẫn cụ thể của Bộ Lao động - Thương binh và Xã hội
Sở Lao động - Thương binh và Xã hội đã phối hợp với Công an tỉnh và Sở Y tế rà soát số liệu
Số liệu do Công an tỉnh cung cấp tại Báo cáo số 215/BC-CAT ngày 12/6/2020
Số liệu tính đến ngày 31/12/2019, chưa tính 6 tháng đầu năm 2020
Số liệu năm 2016 và năm 2017 không có do đơn vị không lưu trữ hồ sơ
Chỉ tiêu này được tổng hợp từ báo cáo của các huyện, thành phố
Ước tính theo kết quả điều tra xã hội học năm 2018 của Sở Lao động - Thương binh và Xã hội
Thực hiện theo Kế hoạch số 376/KH-UBND ngày 14/7/2017 của Ủy ban nhân dân tỉnh
Ủy ban nhân dân tỉnh đã ban hành Đề án đổi mới công tác cai nghiện ma túy giai đoạn 2016-2020
Thực hiện Nghị quyết số 98/NQ-CP ngày 26/12/2014 của Chính phủ
Tỉnh đã chuyển đổi Trung tâm Chữa bệnh - Giáo dục - Lao động xã hội thành Cơ sở cai nghiện ma túy
Do ảnh hưởng của dịch Covid-19 nên các lớp dạy nghề phải tạm dừng
Trong 6 tháng đầu năm 2020, do dịch bệnh, tỉnh chưa tổ chức được lớp tập huấn
Nhu cầu học nghề của người sau cai nghiện thấp, chủ yếu làm nông nghiệp
Thời gian cai nghiện ngắn nên việc tổ chức dạy nghề gặp khó khăn
Doanh nghiệp chưa mặn mà tiếp nhận người sau cai nghiện vào làm việc
Công tác quản lý sau cai nghiện chưa được các địa phương quan tâm đúng mức
Người sau cai nghiện khó tiếp cận vốn vay do không có tài sản bảo đảm
Ngân hàng Chính sách xã hội chưa bố trí nguồn vốn cho vay
Việc cho vay vốn theo Quyết định số 29/2014/QĐ-TTg chưa triển khai trên địa bàn
Tỉnh có địa hình đồi núi, đi lại khó khăn, dân cư phân tán
Tình hình ma túy trên địa bàn diễn biến phức tạp, số người sử dụng ma túy tổng hợp tăng nhanh
Chưa có phác đồ điều trị cho người nghiện ma túy tổng hợp
Cơ sở điều trị Methadone mới đi vào hoạt động từ tháng 7 năm 2017
Số cán bộ tăng do sáp nhập các đơn vị trên địa bàn tỉnh
Biên chế của cơ sở được giao không đủ so với định mức
Chế độ phụ cấp cho cán bộ tại cơ sở còn thấp, khó thu hút bác sĩ
Các điểm tư vấn chưa được đầu tư trang thiết bị
Điểm tư vấn, chăm sóc, hỗ trợ điều trị nghiện tại cộng đồng hoạt động chưa hiệu quả
Công tác tuyên truyền được thực hiện thường xuyên trên các phương tiện thông tin đại chúng
Đài Phát thanh và Truyền hình tỉnh đã xây dựng chuyên mục về phòng, chống ma túy
Nhận thức của người dân về cai nghiện ma túy đã được nâng lên
Đề nghị Chính phủ tăng mức hỗ trợ cho người cai nghiện tự nguyện tại cộng đồng
Đề nghị Bộ Tài chính sớm bố trí kinh phí chương trình mục tiêu cho địa phương
Kiến nghị sửa đổi Luật Phòng, chống ma túy cho phù hợp với tình hình thực tế
Thủ tục đưa người nghiện vào cơ sở cai nghiện bắt buộc còn phức tạp, mất nhiều thời gian
Tòa án nhân dân cấp huyện ra quyết định áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc
Hồ sơ đề nghị phải trả lại để bổ sung nhiều lần
Tỉnh gửi học viên đến cơ sở cai nghiện của tỉnh Bình Phước theo hợp đồng
Các huyện Tuy Đức, Đắk Song và Cư Jút chưa có cơ sở điều trị
Thành phố Hồ Chí Minh hỗ trợ tiếp nhận học viên của tỉnh
Số người cai nghiện tại gia đình giảm so với năm trước
Đạt chỉ tiêu kế hoạch đề ra
Không đạt do thiếu kinh phí và nhân lực
Chưa đánh giá được vì chưa có số liệu điều tra
Đơn vị đang tiếp tục rà soát, cập nhật số liệu
Số liệu có chênh lệch do thời điểm chốt báo cáo khác nhau
Đã bao gồm số người chuyển từ kỳ trước sang
Số liệu này không bao gồm người được quản lý tại nơi cư trú
Phần mềm quản lý người nghiện chưa được kết nối giữa các ngành
Mô hình cai nghiện tại cộng đồng được thí điểm tại các xã trọng điểm về ma túy
Câu lạc bộ người sau cai hoạt động không thường xuyên do thiếu kinh phí
Đội công tác xã hội tình nguyện cấp xã chưa được hưởng phụ cấp
Sự phối hợp giữa các ngành Công an, Y tế, Lao động ở cơ sở chưa chặt chẽ
Hằng năm, tỉnh đều tổ chức hội nghị tổng kết công tác cai nghiện
Tỷ lệ tái nghiện còn cao
Kết quả thực hiện chỉ tiêu còn thấp so với mục tiêu của Đề án
Cơ sở chưa được cấp phép hoạt động điều trị
Trang thiết bị y tế cũ, hư hỏng, chưa được thay thế
Xem giải trình tại Phụ lục 4
Theo quy định tại khoản 1 Điều 96 Luật Xử lý vi phạm hành chính
Áp dụng Nghị định số 221/2013/NĐ-CP và Nghị định số 136/2016/NĐ-CP của Chính phủ
Nguồn: Sở Y tế, Công an tỉnh
Ghi chú: số liệu của ngành y tế
Quy mô tiếp nhận của cơ sở là 200 người, hiện đang quản lý 161 học viên
Tổng kinh phí 2.850 triệu đồng, trong đó ngân sách địa phương 1.200 triệu đồng
Trong giai đoạn, tỉnh đã tổ chức 12 lớp tập huấn cho 650 lượt cán bộ
Học viên được khám sức khỏe định kỳ, tham gia lao động trị liệu
Đa số học viên có trình độ học vấn thấp, không có nghề nghiệp ổn định
Cơ sở thực hiện đúng quy trình cai nghiện theo quy định
Việc thống kê người nghiện ma túy trên địa bàn chưa đầy đủ, kịp thời
Hiện nay tỉnh đang xây dựng đề án thành lập cơ sở cai nghiện đa chức năng
Dự án đầu tư xây dựng cơ sở cai nghiện chậm tiến độ do vướng mắc về giải phóng mặt bằng
Các văn bản hướng dẫn chưa đồng bộ, còn chồng chéo
Lực lượng bảo vệ tại cơ sở còn mỏng
Nhà nước cần có chính sách ưu đãi đối với cơ sở cai nghiện tự nguyện
Các cơ sở cai nghiện tự nguyện chưa được xã hội hóa
Hầu hết các cơ sở cai nghiện đều trong tình trạng quá tải và xuống cấp trầm trọng
Quy trình đưa người nghiện vào cai nghiện phức tạp, qua nhiều cấp, nhiều cơ quan có thẩm quyền
Công tác dạy nghề và tạo việc làm cho người sau cai còn nhiều hạn chế
Nguồn lực đầu tư cho công tác cai nghiện chưa tương xứng với nhiệm vụ
Nhìn chung kết quả chưa đáp ứng được yêu cầu, nhiệm vụ đặt ra
Tệ nạn ma túy chưa có dấu hiệu thuyên giảm
Sở đã tham mưu Ủy ban nhân dân tỉnh trình Hội đồng nhân dân tỉnh ban hành Nghị quyết số 16/2019/NQ-HĐND
Mức đóng góp của người cai nghiện tự nguyện thực hiện theo Nghị quyết của Hội đồng nhân dân tỉnh
Toàn tỉnh có 206 xã, phường, thị trấn, trong đó có 86 xã đặc biệt khó khăn
Tỉnh có đường biên giới dài, tội phạm ma túy hoạt động phức tạp
Còn nặng về đưa người nghiện đi cai nghiện tập trung
Chưa tích cực tổ chức cai nghiện tại cộng đồng
Đa số người sau cai không có việc làm ổn định nên dễ tái nghiện
Người nghiện thường xuyên vắng mặt tại địa phương, đi làm ăn xa
Gia đình có tâm lý giấu giếm, sợ ảnh hưởng đến danh dự
Một bộ phận người dân còn kỳ thị, xa lánh người nghiện
Kinh phí mua thuốc hỗ trợ cắt cơn chưa được bố trí kịp thời
Thuốc Methadone do Trung tâm Kiểm soát bệnh tật cấp
Đã ngừng cấp phát từ quý II năm 2019
Từ năm 2018 đơn vị không còn chức năng tiếp nhận người cai nghiện bắt buộc
Cơ sở đã được Sở Y tế thẩm định, cấp giấy phép hoạt động
Hiện cơ sở chưa có bác sĩ được cấp chứng chỉ về điều trị nghiện
Việc tuyển dụng viên chức y tế gặp nhiều khó khăn
Bác sĩ chủ yếu hợp đồng từ bệnh viện huyện
Cột này ghi số liệu lũy kế
Số liệu sơ bộ, chưa được kiểm tra đối chiếu
Đơn vị báo cáo thiếu phụ lục, Sở đã có văn bản đề nghị bổ sung
Do thay đổi biểu mẫu nên số liệu các năm trước không so sánh được
Số liệu lấy theo niên giám thống kê
Lấy theo số liệu của Cục Thống kê
Tính theo số người được cấp giấy chứng nhận
Không thuộc phạm vi quản lý của Sở
Nội dung này do ngành công an theo dõi
Chưa phát sinh
Không phát sinh trong kỳ
Địa phương không có nhu cầu
Tạm ngưng tiếp nhận từ tháng 3 năm 2020 do dịch bệnh
Các trường hợp đủ điều kiện đều đã được vay
Người sau cai không làm hồ sơ vay vốn
Chưa có nguồn để cho vay theo quy định
Cơ sở được đầu tư bằng nguồn vốn ngân sách tỉnh
Một số hạng mục đã hư hỏng nặng, cần sửa chữa
Công trình đang trong giai đoạn hoàn thiện
Công tác phối hợp liên ngành có lúc, có nơi chưa tốt
Trong những năm qua, công tác phòng, chống ma túy luôn được cấp ủy, chính quyền quan tâm
Mỗi năm tỉnh tổ chức tập huấn cho cán bộ làm công tác phòng, chống tệ nạn xã hội
Cán bộ tham gia công tác dự phòng và điều trị nghiện đã được đào tạo kiến thức cơ bản
Tài liệu tuyên truyền được cấp phát đến từng hộ gia đình
Hoạt động tư vấn chủ yếu lồng ghép tại trạm y tế xã
Mô hình điểm được duy trì nhưng chưa nhân rộng
Tỉnh không bố trí riêng kinh phí cho nội dung này
Kinh phí được lồng ghép trong chương trình giảm nghèo
Chưa tách riêng kinh phí cai nghiện
Giao dự toán chung cho đơn vị
Số dư cuối năm trước chuyển sang
Đang hoàn thiện hồ sơ trình phê duyệt
Kiến nghị Trung ương hỗ trợ kinh phí xây dựng cơ sở
Theo Luật Xử lý vi phạm hành chính sửa đổi
Đã sáp nhập vào Trung tâm Bảo trợ xã hội tỉnh
Số tổ, đội tình nguyện giảm do sáp nhập thôn, tổ dân phố
Công tác rà soát, lập danh sách người nghiện chưa kịp thời
Lực lượng công an xã bán chuyên trách nên hiệu quả chưa cao
Tỉnh chưa có cơ sở cai nghiện nên phải gửi người nghiện sang tỉnh bạn
Chi phí vận chuyển người nghiện đến cơ sở ngoài tỉnh lớn
Cơ sở thiếu phòng ở, giường nằm cho học viên
Tỷ lệ cán bộ có chứng chỉ thấp vì chưa mở được lớp đào tạo
Người nghiện sử dụng ma túy tổng hợp khó xác định tình trạng nghiện
Chưa có quy định về thời gian cắt cơn đối với người nghiện ma túy tổng hợp
Việc lập hồ sơ cần nhiều giấy tờ
Cơ quan công an chưa xác minh được nơi cư trú
Số liệu trên do Phòng Lao động các huyện tổng hợp
Số liệu đã được đối chiếu với Công an tỉnh
Phần mềm bị lỗi nên không xuất được báo cáo năm 2018
Không thu thập được số liệu của thành phố Gia Nghĩa
Huyện Đắk Glong mới thành lập nên chưa có số liệu
Địa phương nhầm giữa số lượt và số người
Năm 2015 chưa thực hiện việc thống kê theo tiêu chí này
Các năm trước báo cáo theo mẫu cũ
Kinh phí năm 2020 chưa được giao
Kinh phí bố trí hằng năm khoảng 200 triệu đồng
Ngân sách tỉnh đã bố trí đủ kinh phí cho hoạt động của cơ sở
Mức hỗ trợ tiền ăn cho học viên thấp so với giá thị trường
Học viên đóng góp một phần chi phí theo quy định
Cơ sở hoạt động theo cơ chế tự chủ một phần
Chỉ tiêu giao cao so với khả năng thực hiện
Đạt 85% kế hoạch năm
Vượt 12% so với chỉ tiêu được giao
Kết quả trên tính cả người đang chấp hành tại cơ sở
Đã hoàn thành mục tiêu đến năm 2020
Tỉnh đã lồng ghép dạy nghề cho người sau cai vào chương trình dạy nghề cho lao động nông thôn
Các doanh nghiệp trên địa bàn có quy mô nhỏ, ít tuyển dụng lao động
Hội Phụ nữ, Đoàn Thanh niên đã nhận giúp đỡ người sau cai
Người sau cai thường đi làm xa nên khó quản lý
Mặt trận và các đoàn thể tham gia vận động người nghiện đi cai nghiện
Chính quyền cơ sở chưa quyết liệt
Sau khi có Nghị định số 136/2016/NĐ-CP, số người đưa vào cơ sở tăng
Công tác điều trị bằng Methadone được mở rộng ra các huyện
Bệnh nhân bỏ điều trị do nhà xa cơ sở
Nguồn thuốc không ổn định trong quý II/2019
Tỉnh có 5 cơ sở điều trị Methadone và 12 cơ sở cấp phát thuốc
Chưa đủ điều kiện để thành lập điểm tư vấn
Điểm tư vấn được đặt tại trạm y tế xã
Cơ sở vật chất của trạm y tế còn nghèo nàn
Đề nghị xem xét bổ sung biên chế
Đề nghị Cục Phòng, chống tệ nạn xã hội hướng dẫn cách tính chỉ tiêu
Đề nghị điều chỉnh chỉ tiêu cho phù hợp với địa phương
Sở đang phối hợp với các ngành để hoàn thiện
Trang bị máy vi tính cho cán bộ nhập dữ liệu
Dự án đã được phê duyệt nhưng chưa được bố trí vốn
Công tác tuyên truyền chưa sâu rộng đến vùng đồng bào dân tộc thiểu số
""".strip().split("\n")

UNSEEN = """
Việc phối hợp xác định nơi cư trú của người nghiện còn mất nhiều thời gian
Kinh phí chi cho công tác tuyên truyền còn ít
Cán bộ phụ trách thường thay đổi vị trí công tác nên không nắm được số liệu
Chưa bố trí được quỹ đất để xây dựng cơ sở
Tỉnh đã cử cán bộ tham gia các lớp tập huấn do Cục tổ chức
Các huyện miền núi chưa có cơ sở điều trị Methadone
Người nghiện ở vùng sâu, vùng xa khó tiếp cận dịch vụ điều trị
Nhiều người nghiện đã bỏ đi khỏi địa phương
Cơ sở có đủ điều kiện tiếp nhận theo quy định
Số người được vay vốn giảm qua các năm
Ngân hàng ngại cho vay vì sợ không thu hồi được vốn
Trình độ của người nghiện thấp, không đáp ứng yêu cầu của nhà tuyển dụng
Ngành nghề đào tạo chưa phù hợp với nhu cầu của thị trường lao động
Thiết bị dạy nghề đã lạc hậu
Từ năm 2017, thực hiện chính sách tinh giản biên chế nên số cán bộ giảm
Công tác thống kê, báo cáo ở cấp xã còn hạn chế
Chưa tổ chức điều tra nhận thức của người dân
Tỷ lệ trên là ước tính, chưa có khảo sát
Kết quả khảo sát do đơn vị tư vấn thực hiện
Số liệu được làm tròn
Đơn vị tính là triệu đồng
Chỉ tiêu tính theo năm học
Chưa có văn bản quy định cách tính
Do chưa có tiêu chí thống nhất nên mỗi huyện báo cáo một kiểu
Phương pháp thống kê thay đổi từ năm 2018
Số hồ sơ tòa án trả lại chiếm tỷ lệ cao
Thời gian chờ quyết định của tòa án kéo dài
Trong thời gian chờ, người nghiện được giao cho gia đình quản lý
Cơ sở chưa có khu riêng để quản lý người chưa có quyết định của tòa án
Số học viên tăng đột biến gây áp lực lên cơ sở
Học viên chủ yếu là lao động tự do
Đa số là thanh niên, sử dụng ma túy đá
Công tác an ninh trong cơ sở được bảo đảm
Không xảy ra vụ việc phức tạp
Đã trang bị camera giám sát
Tỉnh đã bố trí 12 tỷ đồng nâng cấp cơ sở
Hạng mục nhà ở học viên đã đưa vào sử dụng từ tháng 9/2019
Kinh phí đầu tư thuộc Chương trình mục tiêu phát triển hệ thống trợ giúp xã hội
Dự kiến hoàn thành vào năm 2021
Sẽ bổ sung số liệu sau
Thông tin chưa được cập nhật
Không áp dụng đối với tỉnh
Chưa có điểm tư vấn được công nhận
Hỗ trợ người sau cai tạo lập cuộc sống
Tổ chức tư vấn, giới thiệu việc làm tại các phiên giao dịch
Tăng cường tuyên truyền trên hệ thống loa truyền thanh cơ sở
Duy trì sinh hoạt câu lạc bộ hằng tháng
Việc nhân rộng mô hình gặp khó khăn về kinh phí
Mô hình phù hợp với điều kiện của địa phương
Đề nghị Bộ tổ chức tập huấn nghiệp vụ cho cán bộ cơ sở
""".strip().split("\n")
